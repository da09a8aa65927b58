import { tooManyRequests } from './answers';
import type { Context } from './context';

const MINUTE_MS = 60_000;

/** Platform API, Rate limits: so many requests per minute and client, counted from the first of them. */
export class RateLimit {
  private readonly windows = new Map<string, { startedAt: number; requests: number }>();

  constructor(private readonly context: Context) {}

  /** Counts a request; throws a 429 that says how long to wait when there were too many. */
  count(clientId: string): void {
    const limit = this.context.switches.requestsPerMinute;
    const now = this.context.clock.now();
    const current = this.windows.get(clientId);
    const window = current && now - current.startedAt < MINUTE_MS ? current : { startedAt: now, requests: 0 };
    this.windows.set(clientId, window);
    window.requests++;
    if (limit > 0 && window.requests > limit) {
      throw tooManyRequests(limit, Math.ceil((window.startedAt + MINUTE_MS - now) / 1_000));
    }
  }

  clear(): void {
    this.windows.clear();
  }
}
