import type { Clock } from './clock';
import { Due } from './Due';

/** A quick round looks for what cannot wait; a full one looks at everything. */
export type RoundKind = 'quick' | 'full';

const ROUND_MS = 2_000;
const FULL_ROUND_MS = 30_000;
/**
 * A full round has the host hand out every session and every room of the bridge agent in one piece, and words wait for
 * that; so the more there are, the less often it comes.
 */
const FULL_ROUND_MS_PER_SESSION = 100;

/** As often as the host's job comes. */
const QUIET_MS = 5_000;

/**
 * When this process looks after what no instance carries. The host's scheduler is one occasion, but an instance that
 * vanishes in the middle of its job can stop the job for all; so whatever else happens in a process is another, and so is
 * that nothing happens.
 */
export class Rounds {
  private lastAtMs = Number.NEGATIVE_INFINITY;
  private readonly full: Due;
  private isUnderWay = false;

  /** @param sessions how many this process carries. */
  constructor(
    private readonly clock: Clock,
    private readonly sessions: () => number,
  ) {
    this.full = new Due(clock);
  }

  /** Makes a round unless one is under way. */
  public async make(round: (kind: RoundKind) => Promise<void>): Promise<void> {
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    try {
      this.lastAtMs = this.clock.nowMs();
      const periodMs = Math.max(FULL_ROUND_MS, this.sessions() * FULL_ROUND_MS_PER_SESSION);
      await round(this.full.take(periodMs) ? 'full' : 'quick');
    } finally {
      this.isUnderWay = false;
    }
  }

  /** Makes a round when the last one was 2 s ago. */
  public async makeIfDue(round: (kind: RoundKind) => Promise<void>): Promise<void> {
    if (Math.abs(this.clock.nowMs() - this.lastAtMs) >= ROUND_MS) await this.make(round);
  }

  /** Calls for a round every 5 s as long as the process lives, whatever happens in it; not while `isWanted` says no. */
  public async goOn(supervise: () => Promise<void>, isWanted: () => boolean): Promise<never> {
    for (;;) {
      await this.clock.wait(QUIET_MS);
      // Not awaited: a round that hangs must not be the last.
      if (isWanted()) void supervise();
    }
  }
}
