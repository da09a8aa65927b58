import axios from 'axios';
import { Agent } from 'http';
import type { Context } from './context';
import type { Integration } from './Integrations';
import { serialise, sign } from './webhookBody';

/** One try to deliver a webhook. */
interface Attempt {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What the webhook answered, if it did in time. */
  readonly status?: number;
  readonly problem?: 'timeout' | 'unreachable';
}

/** One webhook, whose body is the same in all its attempts. */
export interface Delivery {
  readonly id: string;
  readonly conversationId: string;
  readonly integrationId: string;
  /** The `id` and the `type` in the body. */
  readonly messageId: string;
  readonly type: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly attempts: Attempt[];
  /** `lost` was never tried, because a fault swallowed it. */
  state: 'waiting' | 'delivered' | 'failed' | 'lost';
}

/** How it stands with the webhooks about one conversation; times are milliseconds since the epoch. */
export interface WebhookStanding {
  /** When the oldest webhook that has neither been answered nor given up was tried first; none while there is none. */
  readonly unansweredSince?: number | undefined;
  /** When the last try to deliver any of these began that has failed. */
  readonly lastFailedTry?: number | undefined;
}

/** What goes out to a webhook. */
export interface Payload extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly type: string;
  readonly conversationId: string;
}

/** Open Messaging, outbound messages: 429 and 5xx are tried again, and so is what did not answer in time. */
const isWorthRetrying = ({ status }: Attempt): boolean => status === undefined || status === 429 || status >= 500;
const isSuccess = ({ status }: Attempt): boolean => status !== undefined && status >= 200 && status < 300;

/** Tells webhooks what happens, and keeps a log of it. */
export class Webhooks {
  readonly log: Delivery[] = [];
  private readonly tails = new Map<string, Promise<void>>();
  private readonly heldBack = new Map<string, Delivery>();
  /** When deliveries that are neither answered nor given up were tried first, by conversation, oldest first. */
  private readonly unanswered = new Map<string, Map<Delivery, number>>();
  // More connections at once than this overflow the queue of a server that has not got round to accepting them.
  private readonly connections = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly underWay = new Set<AbortController>();
  /** Goes up with every {@link clear}, so that what was begun before it comes to nothing. */
  private era = 0;

  constructor(private readonly context: Context) {}

  /** Sends the payload, or does with it what a fault says. The first attempts of one conversation keep their order. */
  send(integration: Integration, payload: Payload): void {
    const { faults, clock } = this.context;
    const scope = { call: 'webhook', conversation: payload.conversationId };
    const delivery = this.prepare(integration, payload);
    if (faults.strike('lose-webhook', scope)) {
      delivery.state = 'lost';
      return;
    }
    if (!this.heldBack.has(payload.conversationId) && faults.strike('swap-webhooks', scope)) {
      this.holdBack(delivery);
      return;
    }
    const delayed = faults.strike('delay-webhook', scope);
    if (delayed) {
      const { era } = this;
      clock.setTimeout(() => this.attempt(delivery, era), delayed.delayMs);
    } else {
      this.queue(delivery);
    }
    if (faults.strike('repeat-webhook', scope)) {
      this.queue(this.prepare(integration, payload));
    }
    this.releaseHeldBack(payload.conversationId);
  }

  /** Whether webhooks about the conversation wait for their answers. */
  standing(conversationId: string): WebhookStanding {
    const waiting = this.unanswered.get(conversationId) ?? new Map<Delivery, number>();
    const [unansweredSince] = waiting.values();
    const tries = [...waiting.keys()].flatMap(({ attempts }) => attempts.map(({ at }) => at));
    return { unansweredSince, lastFailedTry: tries.length > 0 ? Math.max(...tries) : undefined };
  }

  /** Forgets everything, and stops what is under way. */
  clear(): void {
    this.era++;
    for (const request of this.underWay) {
      request.abort();
    }
    this.connections.destroy();
    this.log.length = 0;
    this.tails.clear();
    this.heldBack.clear();
    this.unanswered.clear();
  }

  private prepare(integration: Integration, payload: Payload): Delivery {
    const { random, switches, faults } = this.context;
    const scope = { call: 'webhook', conversation: payload.conversationId };
    const body = serialise(payload, switches.webhookBody);
    const isForged = faults.strike('wrong-signature', scope) !== undefined;
    const secret = integration.outboundNotificationWebhookSignatureSecretToken + (isForged ? '-wrong' : '');
    const signed = { 'X-Hub-Signature-256': sign(body, secret) };
    const signature: Record<string, string> = faults.strike('no-signature', scope) ? {} : signed;
    const own = faults.strike('no-webhook-headers', scope) ? {} : integration.webhookHeaders;
    const delivery: Delivery = {
      id: random.uuid(),
      conversationId: payload.conversationId,
      integrationId: integration.id,
      messageId: payload.id,
      type: payload.type,
      url: integration.outboundNotificationWebhookUrl,
      headers: { 'Content-Type': 'application/json', ...own, ...signature },
      body: body.toString('utf8'),
      attempts: [],
      state: 'waiting',
    };
    this.log.push(delivery);
    return delivery;
  }

  /** Until the next one has overtaken it; as long as a delivery that failed, where none follows. */
  private holdBack(delivery: Delivery): void {
    const { clock, switches } = this.context;
    const { conversationId } = delivery;
    this.heldBack.set(conversationId, delivery);
    clock.setTimeout(() => {
      if (this.heldBack.get(conversationId) === delivery) {
        this.releaseHeldBack(conversationId);
      }
    }, switches.webhookRetryPauseMs);
  }

  private releaseHeldBack(conversationId: string): void {
    const delivery = this.heldBack.get(conversationId);
    if (delivery) {
      this.heldBack.delete(conversationId);
      this.queue(delivery);
    }
  }

  private queue(delivery: Delivery): void {
    const before = this.tails.get(delivery.conversationId) ?? Promise.resolve();
    const { era } = this;
    const tail = before.then(() => this.attempt(delivery, era));
    this.tails.set(delivery.conversationId, tail);
  }

  private async attempt(delivery: Delivery, era: number): Promise<void> {
    if (era !== this.era) {
      return;
    }
    this.noteUnanswered(delivery);
    const attempt = await this.post(delivery);
    if (era !== this.era) {
      return;
    }
    delivery.attempts.push(attempt);
    if (isSuccess(attempt)) {
      this.settle(delivery, 'delivered');
    } else if (isWorthRetrying(attempt) && this.mayRetry(delivery)) {
      const { webhookRetryPauseMs } = this.context.switches;
      this.context.clock.setTimeout(() => this.attempt(delivery, era), webhookRetryPauseMs);
    } else {
      this.settle(delivery, 'failed');
    }
  }

  private noteUnanswered(delivery: Delivery): void {
    const waiting = this.unanswered.get(delivery.conversationId) ?? new Map<Delivery, number>();
    this.unanswered.set(delivery.conversationId, waiting);
    if (!waiting.has(delivery)) {
      waiting.set(delivery, this.context.clock.now());
    }
  }

  private settle(delivery: Delivery, state: 'delivered' | 'failed'): void {
    delivery.state = state;
    const waiting = this.unanswered.get(delivery.conversationId);
    waiting?.delete(delivery);
    if (waiting?.size === 0) {
      this.unanswered.delete(delivery.conversationId);
    }
  }

  private mayRetry({ attempts }: Delivery): boolean {
    const { webhookRetries, webhookRetryPauseMs, webhookSpanMs } = this.context.switches;
    const begunAt = attempts[0]?.at ?? 0;
    const nextAt = this.context.clock.now() + webhookRetryPauseMs;
    return attempts.length <= webhookRetries && nextAt < begunAt + webhookSpanMs;
  }

  private async post({ url, headers, body }: Delivery): Promise<Attempt> {
    const { clock, switches } = this.context;
    const at = clock.now();
    const request = new AbortController();
    this.underWay.add(request);
    const timer = clock.setTimeout(() => request.abort(), switches.webhookTimeoutMs);
    try {
      const response = await axios.post(url, Buffer.from(body), {
        headers,
        signal: request.signal,
        httpAgent: this.connections,
        validateStatus: () => true,
        maxRedirects: 0,
        proxy: false,
        responseType: 'text',
      });
      return { at, status: response.status };
    } catch {
      return { at, problem: request.signal.aborted ? 'timeout' : 'unreachable' };
    } finally {
      clock.clear(timer);
      this.underWay.delete(request);
    }
  }
}
