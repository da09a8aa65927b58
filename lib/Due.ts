import type { Clock } from './clock';

/** Tells that it is time for what comes once in a while, and at once the first time. */
export class Due {
  private lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Clock) {}

  /** Whether the last time was so long ago, or the clock was put back by so much; if so, this is the next one. */
  public take(periodMs: number): boolean {
    const nowMs = this.clock.nowMs();
    const isDue = Math.abs(nowMs - this.lastAtMs) >= periodMs;
    if (isDue) this.lastAtMs = nowMs;
    return isDue;
  }
}
