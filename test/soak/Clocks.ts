import type { SandboxClient } from '../../sandbox/client';

/** The clocks of the servers, and how far they were put back or apart. */
export class Clocks {
  private readonly spreads: Array<{ readonly atMs: number; readonly spreadMs: number }> = [];

  /** Sets the clocks of all servers at once: forward, or back if negative. */
  async moveAll(servers: readonly SandboxClient[], byMs: number): Promise<void> {
    this.note(Math.max(0, -byMs));
    await Promise.all(servers.map(({ control }) => control.moveClock(byMs)));
  }

  /** Sets the clock of one of several. */
  async moveOne({ control }: SandboxClient, byMs: number): Promise<void> {
    this.note(Math.abs(byMs));
    await control.moveClock(byMs);
  }

  /** By how much messages of Rocket.Chat's may be in the wrong order that were sent since then, in milliseconds. */
  spreadSince(sinceMs: number): number {
    return Math.max(0, ...this.spreads.filter(({ atMs }) => atMs >= sinceMs).map(({ spreadMs }) => spreadMs));
  }

  private note(spreadMs: number): void {
    this.spreads.push({ atMs: Date.now(), spreadMs });
  }
}
