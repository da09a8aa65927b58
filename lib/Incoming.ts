import { canTakeWebhooks } from './abilities';
import type { Conversation } from './Conversation';
import { describeError } from './describeError';
import { ProviderError } from './ProviderError';
import type { News, ProviderEvent, WebhookProvider } from './provider';
import type { SessionParts } from './SessionParts';

/** How long news wait for such as happened before them and were overtaken on the way. */
const SETTLING_MS = 100;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 2_000;

/** Whom it is heard for, until the signal aborts. */
interface Listener {
  readonly emit: (event: ProviderEvent) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Has the provider hear what webhooks have got for a session, in the order of the times. What is heard is taken out only
 * afterwards, so after a cut it is heard again; whoever calls `hear` only says that there may be something.
 */
export class Incoming {
  private running: Promise<void> | undefined;
  private isAskedAgain = false;

  constructor(
    private readonly conversation: Conversation,
    private readonly parts: SessionParts,
    private readonly listener: Listener,
  ) {}

  /** One run at a time; a call during a run makes that run look once more. */
  public hear(): Promise<void> {
    const { provider } = this.parts;
    if (!canTakeWebhooks(provider) || !this.isListening()) return Promise.resolve();
    this.isAskedAgain = true;
    if (this.running === undefined) this.running = this.run(provider);
    return this.running;
  }

  private async run(provider: WebhookProvider): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    try {
      while (this.isAskedAgain) {
        await this.parts.clock.wait(SETTLING_MS);
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
    const { id, roomId } = this.conversation.session;
    const news = await this.unlessDown(() => this.parts.inbox.ofRoom(roomId));
    for (const one of news?.filter(({ sessionId }) => sessionId === id) ?? []) {
      if (!this.isListening()) return true;
      if (!(await this.hearOne(provider, one))) return false;
      // Whoever goes on after a cut must either find it here or know that it was heard.
      await this.conversation.save();
      await this.unlessDown(() => this.parts.inbox.remove(one));
    }
    return true;
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
