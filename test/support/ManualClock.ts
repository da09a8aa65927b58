import type { Clock } from '../../lib/clock';

/** A clock that moves only when somebody waits on it, and then at once: waiting costs no real time. */
export class ManualClock implements Clock {
  constructor(private currentMs = Date.UTC(2026, 0, 5)) {}

  public nowMs(): number {
    return this.currentMs;
  }

  public async wait(durationMs: number): Promise<void> {
    this.currentMs += durationMs;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }

  public advance(durationMs: number): void {
    this.currentMs += durationMs;
  }
}
