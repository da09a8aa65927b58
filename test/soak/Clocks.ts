import type { SandboxClient } from '../../sandbox/client';

/** By how much clocks were put back, or differed, and when that was over. */
interface Spread {
  readonly spreadMs: number;
  endedAtMs: number;
}

/** The clocks of the servers, and how far they were put back or apart. */
export class Clocks {
  private readonly spreads: Spread[] = [];

  /** Sets the clocks of all servers at once: forward, or back if negative. */
  async moveAll(servers: readonly SandboxClient[], byMs: number): Promise<void> {
    this.spreads.push({ spreadMs: Math.max(0, -byMs), endedAtMs: Date.now() });
    await Promise.all(servers.map(({ control }) => control.moveClock(byMs)));
  }

  /** Lets the clock of one of several be wrong during some work, which answers whether the server is there still. */
  async moveOne({ control }: SandboxClient, byMs: number, work: () => Promise<boolean>): Promise<void> {
    const spread = { spreadMs: Math.abs(byMs), endedAtMs: Number.POSITIVE_INFINITY };
    this.spreads.push(spread);
    await control.moveClock(byMs);
    if (await work()) await control.moveClock(-byMs);
    spread.endedAtMs = Date.now();
  }

  /** By how much messages of Rocket.Chat's may be in the wrong order that were sent since then, in milliseconds. */
  spreadSince(sinceMs: number): number {
    const since = this.spreads.filter(({ endedAtMs }) => endedAtMs >= sinceMs);
    return since.reduce((sum, { spreadMs }) => sum + spreadMs, 0);
  }
}
