import type { Clock } from './clock';
import { Due } from './Due';

/** A quick round looks for what cannot wait; a full one looks at everything. */
export type RoundKind = 'quick' | 'full';

const ROUND_MS = 2_000;
const FULL_ROUND_MS = 30_000;

/**
 * When this process looks after what no instance carries. The host's scheduler is one occasion, but an instance that
 * vanishes in the middle of its job can stop the job for all; so whatever else happens in a process is another.
 */
export class Rounds {
  private lastAtMs = Number.NEGATIVE_INFINITY;
  private readonly full: Due;
  private isUnderWay = false;

  constructor(private readonly clock: Clock) {
    this.full = new Due(clock, FULL_ROUND_MS);
  }

  /** Makes a round unless one is under way. */
  public async make(round: (kind: RoundKind) => Promise<void>): Promise<void> {
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    try {
      this.lastAtMs = this.clock.nowMs();
      await round(this.full.take() ? 'full' : 'quick');
    } finally {
      this.isUnderWay = false;
    }
  }

  /** Makes a round when the last one was 2 s ago. */
  public async makeIfDue(round: (kind: RoundKind) => Promise<void>): Promise<void> {
    if (this.clock.nowMs() - this.lastAtMs >= ROUND_MS) await this.make(round);
  }
}
