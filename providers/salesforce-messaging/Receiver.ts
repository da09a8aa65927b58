import { pause } from '../../lib/clock';
import { ProviderError } from '../../lib/ProviderError';
import type { Chat } from './Chat';
import { Delivery, type Listener } from './Delivery';
import { EventStream, type StreamNews } from './EventStream';
import { Entries } from './entries';
import type { Follower } from './Followers';
import { Inbox } from './Inbox';
import { Patience } from './Patience';
import { readEnvelope } from './wire';

/** A stream is soon there; then it is asked only for what came before it. */
const HEAD_START_MS = 1_000;
/** How long after the stream has brought something the entries are listed all the same, in case it has lost others. */
const CHECK_MS = 45_000;

/**
 * Follows one conversation: by the stream of events, and by asking for entries whenever there is no stream, or may have
 * been none. Both ways lead through one delivery, so that it makes no difference which of them an entry comes by.
 */
export class Receiver implements Follower {
  private readonly inbox = new Inbox<StreamNews>();
  private readonly stream: EventStream | undefined;
  private readonly entries: Entries;
  private readonly delivery: Delivery;
  private readonly patience: Patience;
  /** Set while something may have been missed; what the stream brings meanwhile has to wait. */
  private owesCatchUp = false;
  /** When it is to be looked whether the stream has lost anything; never, while nothing happens. */
  private checkAtMs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly chat: Chat,
    private readonly listener: Listener,
  ) {
    const { streams, clock, followers } = chat.tools;
    this.stream = streams && new EventStream(chat, streams, this.inbox);
    this.entries = new Entries(chat);
    this.delivery = new Delivery(chat, listener);
    const headStartMs = streams === undefined ? 0 : HEAD_START_MS;
    this.patience = new Patience(clock, { headStartMs, asked: () => followers.countAsked() });
  }

  /** Resolves when the conversation is over or the signal aborts; throws ProviderError when it cannot be followed. */
  public async run(): Promise<void> {
    if (this.delivery.isOver) return this.delivery.repeatEnd();
    const streaming = new AbortController();
    const hangUp = (): void => streaming.abort();
    this.listener.signal.addEventListener('abort', hangUp);
    if (this.listener.signal.aborted) hangUp();
    const streamed = this.stream?.run(streaming.signal);
    this.chat.tools.followers.add(this);
    try {
      await this.listen();
    } finally {
      this.chat.tools.followers.delete(this);
      this.listener.signal.removeEventListener('abort', hangUp);
      hangUp();
      await streamed;
    }
  }

  private get isDone(): boolean {
    return this.listener.signal.aborted || this.delivery.isOver;
  }

  public get isAsked(): boolean {
    return this.streamTrustedUntilMs <= this.chat.tools.clock.nowMs();
  }

  private get streamTrustedUntilMs(): number {
    return this.stream?.trustedUntilMs ?? 0;
  }

  private get asksAtMs(): number {
    const { dueAtMs } = this.patience;
    const trustedUntilMs = Math.min(this.streamTrustedUntilMs, this.checkAtMs);
    return this.owesCatchUp ? dueAtMs : Math.max(dueAtMs, trustedUntilMs);
  }

  private async listen(): Promise<void> {
    while (!this.isDone) {
      await this.wait();
      if (this.isDone) return;
      try {
        await this.step();
      } catch (error) {
        if (!(error instanceof ProviderError) || error.failure !== 'gone') throw error;
        await this.delivery.expire();
      }
    }
  }

  private async wait(): Promise<void> {
    const { clock } = this.chat.tools;
    const { signal } = this.listener;
    const restMs = Math.min(this.asksAtMs, this.delivery.dueAtMs) - clock.nowMs();
    if (!this.owesCatchUp) await this.inbox.wait(clock, restMs, signal);
    else if (restMs > 0) await pause(clock, restMs, signal);
  }

  private async step(): Promise<void> {
    while (!this.isDone && !this.owesCatchUp) {
      const news = this.inbox.take();
      if (news === undefined) break;
      await this.hear(news);
    }
    if (!this.isDone && this.chat.tools.clock.nowMs() >= this.asksAtMs) await this.ask();
    if (!this.isDone) await this.delivery.settle();
  }

  private async hear(news: StreamNews): Promise<void> {
    if (news.kind === 'event') return this.hearEvent(news.data, news.id);
    this.catchUp();
  }

  private catchUp(): void {
    this.owesCatchUp = true;
    this.patience.hurry();
  }

  private async hearEvent(data: string, id: string | undefined): Promise<void> {
    const { conversationId, entry } = readEnvelope(data);
    if (conversationId !== undefined && conversationId !== this.chat.state.conversationId) return;
    if (entry !== undefined) {
      this.checkAtMs = Math.min(this.checkAtMs, this.chat.tools.clock.nowMs() + CHECK_MS);
      return this.delivery.handOver(entry, id);
    }
    this.chat.tools.novelties.meet('event', '');
    // What it was may be somebody's words; the list of entries has them.
    this.catchUp();
  }

  private async ask(): Promise<void> {
    const answer = await this.entries.sinceLast();
    if (this.listener.signal.aborted) return;
    if (answer.kind === 'failed') return this.afterFailure(answer.error, answer.retryAfterMs);
    const hasNews = await this.delivery.handOverList(answer.entries);
    this.owesCatchUp = false;
    this.checkAtMs = Number.POSITIVE_INFINITY;
    this.patience.afterAnswer(hasNews);
  }

  private afterFailure(error: ProviderError, retryAfterMs: number | undefined): void {
    if (error.failure !== 'unreachable') throw error;
    this.patience.afterFailure(error, retryAfterMs);
  }
}
