import type { Clock } from '../../lib/clock';

/** Whoever follows a conversation. */
export interface Follower {
  /** True while there is no stream to be trusted, so that entries are listed again and again. */
  readonly isAsked: boolean;
}

/** A stream is trusted for longer. */
const COUNTED_FOR_MS = 1_000;

/** Everybody who follows a conversation of one provider in this process. */
export class Followers {
  private readonly all = new Set<Follower>();
  private asked = 0;
  private countedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Clock) {}

  public add(follower: Follower): void {
    this.all.add(follower);
    this.countedAtMs = Number.NEGATIVE_INFINITY;
  }

  public delete(follower: Follower): void {
    this.all.delete(follower);
    this.countedAtMs = Number.NEGATIVE_INFINITY;
  }

  /** How many ask for news all the time; not counted again within a second, since that is asked for with every answer. */
  public countAsked(): number {
    const nowMs = this.clock.nowMs();
    if (Math.abs(nowMs - this.countedAtMs) < COUNTED_FOR_MS) return this.asked;
    this.asked = [...this.all].filter(({ isAsked }) => isAsked).length;
    this.countedAtMs = nowMs;
    return this.asked;
  }
}
