import { canTakeWebhooks } from './abilities';
import type { Conversation } from './Conversation';
import { describeError } from './describeError';
import { ProviderError } from './ProviderError';
import type { News, ProviderEvent, WebhookProvider } from './provider';
import type { SessionParts } from './SessionParts';

/** How long news wait for such as happened before them and were overtaken on the way. */
const SETTLING_MS = 100;

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
    private readonly emit: (event: ProviderEvent) => Promise<void>,
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
    try {
      while (this.isAskedAgain) {
        await this.parts.clock.wait(SETTLING_MS);
        this.isAskedAgain = false;
        await this.hearAll(provider);
      }
    } finally {
      this.running = undefined;
    }
  }

  private async hearAll(provider: WebhookProvider): Promise<void> {
    const { id, roomId } = this.conversation.session;
    const news = await this.unlessDown(() => this.parts.inbox.ofRoom(roomId));
    for (const one of news?.filter(({ sessionId }) => sessionId === id) ?? []) {
      if (!this.isListening()) return;
      if (!(await this.hearOne(provider, one))) return;
      await this.unlessDown(() => this.parts.inbox.remove(one));
    }
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
      await provider.hear(this.conversation, news, this.emit);
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
    return state !== 'starting' && state !== 'ending';
  }
}
