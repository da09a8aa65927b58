import type { Clock } from '../../lib/clock';
import type { ProviderError } from '../../lib/ProviderError';

/** How long nothing may succeed before a conversation cannot be followed any more. */
const LIMIT_MS = 150_000;
const INTERVAL_FACTOR = 1.3;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15_000;

/** How often a conversation is looked at, in milliseconds: for an agent who is to come, and for one to go. */
const INTERVALS = {
  waiting: { shortest: 800, longest: 8_000 },
  talking: { shortest: 4_000, longest: 15_000 },
} as const;

/** When Genesys is next asked who is there: soon after something happened, then less often, and later where it fails. */
export class Patience {
  private intervalMs: number = INTERVALS.waiting.shortest;
  private pauseMs = FIRST_PAUSE_MS;
  private lastSuccessMs: number;
  private nextMs: number;

  constructor(private readonly clock: Clock) {
    this.lastSuccessMs = clock.nowMs();
    this.nextMs = this.lastSuccessMs;
  }

  public get dueAtMs(): number {
    return this.nextMs;
  }

  /** @param leastMs what a conversation in which nothing happens leaves to others, while somebody talks in it */
  public afterAnswer(
    phase: keyof typeof INTERVALS,
    { hasNews, leastMs }: { readonly hasNews: boolean; readonly leastMs: number },
  ): void {
    const { shortest, longest } = INTERVALS[phase];
    this.lastSuccessMs = this.clock.nowMs();
    this.pauseMs = FIRST_PAUSE_MS;
    const next = hasNews ? shortest : this.intervalMs * INTERVAL_FACTOR;
    this.intervalMs = Math.min(Math.max(next, shortest), longest);
    const isQuiet = phase === 'talking' && !hasNews;
    this.nextMs = this.clock.nowMs() + Math.max(this.intervalMs, isQuiet ? leastMs : 0);
  }

  /** The next look is due after that. */
  public lookAgainIn(durationMs: number): void {
    this.nextMs = this.clock.nowMs() + durationMs;
  }

  /** @throws the failure itself, when nothing has succeeded for too long */
  public afterFailure(error: ProviderError): void {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.lastSuccessMs >= LIMIT_MS) throw error;
    this.nextMs = nowMs + this.pauseMs;
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
