import { canTakeWebhooks } from './abilities';
import type { Conversation } from './Conversation';
import { describeError } from './describeError';
import { inOrder } from './Inbox';
import { ProviderError } from './ProviderError';
import type { News, ProviderEvent, WebhookProvider } from './provider';
import type { SessionParts } from './SessionParts';

/** How long news wait for such as happened before them and were overtaken on the way. */
const SETTLING_MS = 100;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 2_000;
/** How long whoever has brought news waits until they are heard; contact centres want their answer within 10 s. */
const AT_ONCE_MS = 2_000;

/** Whom it is heard for, until the signal aborts. */
interface Listener {
  readonly emit: (event: ProviderEvent) => Promise<void>;
  readonly signal: AbortSignal;
}

/** News that nothing keeps but the call of the contact centre, which waits for what becomes of them. */
interface Brought {
  readonly news: News;
  readonly answer: (isHeard: boolean) => void;
}

/**
 * Has the provider hear what webhooks have got for a session, in the order of the times. What was kept is taken out only
 * after it was heard, so after a cut it is heard again; whoever calls `hear` only says that there may be something.
 */
export class Incoming {
  private running: Promise<void> | undefined;
  private isAskedAgain = false;
  /** False while everything that is kept for this session is heard, as far as anybody has told. */
  private mayBeKept = true;
  private readonly brought: Brought[] = [];

  constructor(
    private readonly conversation: Conversation,
    private readonly parts: SessionParts,
    private readonly listener: Listener,
  ) {}

  /** Hears what is kept. One run at a time; a call during a run makes that run look once more. */
  public hear(): Promise<void> {
    const { provider } = this.parts;
    if (!canTakeWebhooks(provider) || !this.isListening()) return Promise.resolve();
    this.mayBeKept = true;
    return this.start(provider);
  }

  /**
   * Hears news that are not kept, after those that are; false when they have to be, because they cannot be heard yet.
   *
   * @param watch gets the run that hears them, which may fail
   */
  public async hearAtOnce(news: News, watch: (run: Promise<void>) => void): Promise<boolean> {
    const { provider, clock } = this.parts;
    if (!canTakeWebhooks(provider) || !this.isListening() || !this.conversation.isSurelyOurs()) return false;
    // What came before may have been kept by another instance, and nobody has told of it yet.
    if (!provider.noticesGaps(news)) this.mayBeKept = true;
    const heard = new Promise<boolean>((answer) => this.brought.push({ news, answer }));
    watch(this.start(provider));
    return Promise.race([heard, clock.wait(AT_ONCE_MS).then(() => false)]);
  }

  private start(provider: WebhookProvider): Promise<void> {
    this.isAskedAgain = true;
    if (this.running === undefined) this.running = this.run(provider);
    return this.running;
  }

  private async run(provider: WebhookProvider): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    try {
      while (this.isAskedAgain) {
        if (this.mayBeKept) await this.parts.clock.wait(SETTLING_MS);
        this.isAskedAgain = false;
        if (await this.hearAll(provider)) continue;
        await this.parts.clock.wait(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        this.isAskedAgain = this.isListening();
      }
    } finally {
      this.running = undefined;
    }
  }

  /** False when something has to be heard later. */
  private async hearAll(provider: WebhookProvider): Promise<boolean> {
    const kept = await this.takeKept();
    const brought = this.brought.splice(0);
    try {
      // What was brought may come after what is kept, of which nothing is known.
      if (kept === undefined) return true;
      for (const news of inOrder([...kept, ...brought.map((one) => one.news)])) {
        if (!this.isListening()) return true;
        if (!(await this.hearOne(provider, news))) {
          this.mayBeKept = true;
          return false;
        }
        // Whoever goes on after a cut must either find it here or know that it was heard.
        await this.conversation.save();
        if (kept.some(({ id }) => id === news.id)) await this.unlessDown(() => this.parts.inbox.remove(news));
        answerHeard(brought, news);
      }
      return true;
    } finally {
      for (const { answer } of brought) answer(false);
    }
  }

  /** What is in the inbox for this session, which may be known to be nothing; undefined when it cannot be found out. */
  private async takeKept(): Promise<readonly News[] | undefined> {
    if (!this.mayBeKept) return [];
    const { id, roomId } = this.conversation.session;
    // Before it is read: what comes meanwhile may not be among it.
    this.mayBeKept = false;
    const news = await this.unlessDown(() => this.parts.inbox.ofRoom(roomId));
    if (news === undefined) this.mayBeKept = true;
    return news?.filter(({ sessionId }) => sessionId === id);
  }

  /** A store that does not answer is asked again when the session next looks for news; nothing is lost by then. */
  private async unlessDown<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const { roomId } = this.conversation.session;
      this.parts.log.warn('The inbox could not be reached; it is tried again', { roomId, cause: describeError(error) });
      return undefined;
    }
  }

  /** False when it has to be heard later, and with it all that happened after it. */
  private async hearOne(provider: WebhookProvider, news: News): Promise<boolean> {
    try {
      await provider.hear(this.conversation, news, this.listener.emit);
      return true;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const { roomId, id } = news;
      this.parts.log.warn('What a webhook has got could not be heard', { roomId, id, error: error.message });
      return error.failure !== 'unreachable';
    }
  }

  /** Before a conversation is open there is nothing to hear it with; after its end there is nobody to. */
  private isListening(): boolean {
    const { state } = this.conversation.session;
    return state !== 'starting' && state !== 'ending' && !this.listener.signal.aborted;
  }
}

function answerHeard(brought: readonly Brought[], { id }: News): void {
  for (const { news, answer } of brought) if (news.id === id) answer(true);
}
