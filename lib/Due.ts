import type { Clock } from './clock';

/** Tells that it is time for what comes once in a period, and at once the first time. */
export class Due {
  private lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly periodMs: number,
  ) {}

  /** Whether it is time; if so, the next period begins. */
  public take(): boolean {
    const nowMs = this.clock.nowMs();
    const isDue = nowMs - this.lastAtMs >= this.periodMs;
    if (isDue) this.lastAtMs = nowMs;
    return isDue;
  }
}
