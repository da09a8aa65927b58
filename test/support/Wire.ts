import type { Clock } from '../../lib/clock';

/** What goes wrong on the way of one call; it throws, or lets it pass. */
type Trouble = (when: 'before' | 'after') => void;

/**
 * What lies between one process and everything else. A call that has left arrives, whatever becomes of the process; a
 * process that is dead sends nothing and hears nothing, and one that stands still hears everything later.
 */
export class Wire implements Clock {
  private isCut = false;
  private stillUntilMs = 0;

  /** @param delayMs how long a call is under way, each time one is, there and back */
  constructor(
    private readonly clock: Clock,
    private readonly delayMs: () => number = () => 0,
  ) {}

  public get isDead(): boolean {
    return this.isCut;
  }

  public nowMs(): number {
    return this.clock.nowMs();
  }

  /** A wait of the process's own. */
  public async wait(durationMs: number): Promise<void> {
    if (this.isCut) return never();
    await this.clock.wait(durationMs);
    await this.woken();
  }

  /** A call of something outside. */
  public async carry<T>(call: () => T | Promise<T>, trouble: Trouble = () => undefined): Promise<T> {
    if (this.isCut) return never();
    await this.travel();
    let outcome: () => T;
    try {
      trouble('before');
      const answer = await call();
      trouble('after');
      outcome = () => answer;
    } catch (error) {
      outcome = () => {
        throw error;
      };
    }
    await this.travel();
    await this.woken();
    return outcome();
  }

  /** The process, or the server under it, dies. */
  public cut(): void {
    this.isCut = true;
  }

  /** The process does nothing for a while, and then goes on as if no time had passed. */
  public standStill(durationMs: number): void {
    this.stillUntilMs = this.clock.nowMs() + durationMs;
  }

  /** Resolves when the process does something again; never when it is dead. */
  public async woken(): Promise<void> {
    while (!this.isCut && this.clock.nowMs() < this.stillUntilMs) {
      await this.clock.wait(this.stillUntilMs - this.clock.nowMs());
    }
    if (this.isCut) await never();
  }

  private async travel(): Promise<void> {
    const ms = this.delayMs();
    if (ms > 0) await this.clock.wait(ms);
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
