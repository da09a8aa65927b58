import type { Clock } from '../../lib/clock';
import type { ProviderError } from '../../lib/ProviderError';

/** How long nothing may succeed before a conversation cannot be followed any more. */
const LIMIT_MS = 150_000;

const SHORTEST_INTERVAL_MS = 900;
const LONGEST_INTERVAL_MS = 4_000;
const INTERVAL_FACTOR = 4;
/** A question takes the process a millisecond or two; more conversations than these share what these may ask. */
const ASKED_AT_FULL_PACE = 200;

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15_000;
/** However long Salesforce wants to be left alone. */
const LONGEST_SILENCE_MS = 60_000;

/** When Salesforce is next asked for news: soon after something happened, then less often, and later where it fails. */
export class Patience {
  private intervalMs = SHORTEST_INTERVAL_MS;
  private pauseMs = FIRST_PAUSE_MS;
  private lastSuccessMs: number;
  private nextMs: number;

  /** @param pace how long to wait for the first question, and how many conversations are asked for news. */
  constructor(
    private readonly clock: Clock,
    private readonly pace: { readonly headStartMs: number; readonly asked: () => number },
  ) {
    this.lastSuccessMs = clock.nowMs();
    this.nextMs = this.lastSuccessMs + pace.headStartMs;
  }

  public get dueAtMs(): number {
    return this.nextMs;
  }

  /** The next question is due at once. */
  public hurry(): void {
    this.renew();
    this.nextMs = this.clock.nowMs();
  }

  public afterAnswer(hasNews: boolean): void {
    this.renew();
    this.intervalMs = hasNews ? SHORTEST_INTERVAL_MS : Math.min(this.intervalMs * INTERVAL_FACTOR, LONGEST_INTERVAL_MS);
    const slowdown = Math.max(1, this.pace.asked() / ASKED_AT_FULL_PACE);
    this.nextMs = this.clock.nowMs() + this.intervalMs * slowdown;
  }

  /** @throws the failure itself, when nothing has succeeded for too long */
  public afterFailure(error: ProviderError, retryAfterMs: number | undefined): void {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.lastSuccessMs >= LIMIT_MS) throw error;
    this.nextMs = nowMs + Math.min(Math.max(retryAfterMs ?? 0, this.pauseMs), LONGEST_SILENCE_MS);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private renew(): void {
    this.lastSuccessMs = this.clock.nowMs();
    this.pauseMs = FIRST_PAUSE_MS;
  }
}
