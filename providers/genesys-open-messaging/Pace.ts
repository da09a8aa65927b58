import { type Clock, pause } from '../../lib/clock';

const MINUTE_MS = 60_000;
/** What of the allowed requests may go into asking for news; the others are for what people say. */
const SHARE_OF_QUESTIONS = 0.5;
const USUAL_SILENCE_MS = 1_000;
/**
 * Looks at conversations in which somebody talks take only a part of the questions, so that others need not wait for their
 * turns; and however many a client is allowed, 1,000 conversations looked at every 15 s take an eighth of a core.
 */
const SHARE_OF_LOOKS = 0.8;
const LEAST_SPACING_MS = 25;
/** How many milliseconds a question that is not asked at all otherwise may go before its turn. */
const LEEWAY_MS = 2_000;
/** However long Genesys wants to be left alone. */
const LONGEST_SILENCE_MS = 120_000;

/** Keeps the requests of an OAuth client, for all conversations together, below its limit; Platform API, Rate limits. */
export class Pace {
  private nextTurnAtMs = 0;
  private quietUntil = 0;
  private followed = 0;
  private readonly spacingMs: number;

  constructor(
    private readonly clock: Clock,
    requestsPerMinute: number,
  ) {
    this.spacingMs = MINUTE_MS / (requestsPerMinute * SHARE_OF_QUESTIONS);
  }

  /** How often at most each of the conversations should be looked at while nothing happens in it, in milliseconds. */
  public get leastIntervalMs(): number {
    return (this.followed * Math.max(this.spacingMs, LEAST_SPACING_MS)) / SHARE_OF_LOOKS;
  }

  /** Does something during which a conversation is looked at again and again. */
  public async follow(work: () => Promise<void>): Promise<void> {
    this.followed++;
    try {
      await work();
    } finally {
      this.followed--;
    }
  }

  /** Until then Genesys wants to hear nothing. */
  public get quietUntilMs(): number {
    return this.quietUntil;
  }

  /** Genesys has had too many requests. */
  public beQuiet(durationMs: number | undefined): void {
    const silenceMs = Math.min(Math.max(durationMs ?? 0, USUAL_SILENCE_MS), LONGEST_SILENCE_MS);
    this.quietUntil = Math.max(this.quietUntil, this.clock.nowMs() + silenceMs);
  }

  /** Waits until one more question may be asked, or the signal aborts. */
  public async turn(signal: AbortSignal): Promise<void> {
    const nowMs = this.clock.nowMs();
    const atMs = Math.max(nowMs, this.nextTurnAtMs, this.quietUntil);
    this.nextTurnAtMs = atMs + this.spacingMs;
    if (atMs > nowMs) await pause(this.clock, atMs - nowMs, signal);
  }

  /** False when there are too many questions already for one that has to be asked now or not at all. */
  public get hasTurn(): boolean {
    return this.nextTurnAtMs <= this.clock.nowMs() + LEEWAY_MS;
  }

  /** Takes a turn for a question that has to be asked now or not at all; false when there is none. */
  public takeTurn(): boolean {
    if (!this.hasTurn) return false;
    this.nextTurnAtMs = Math.max(this.clock.nowMs(), this.nextTurnAtMs) + this.spacingMs;
    return true;
  }
}
