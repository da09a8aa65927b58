import { ProviderError } from '../../lib/ProviderError';
import type {
  CloseReason,
  ConversationState,
  FileProvider,
  FileSource,
  IdleProvider,
  IncomingFile,
  OpenRequest,
  OutgoingFile,
  OutgoingMessage,
  ProviderEvent,
  ReceivingProvider,
} from '../../lib/provider';

/** An event without the id, which the provider gives it. */
type News = ProviderEvent extends infer Event ? (Event extends ProviderEvent ? Omit<Event, 'id'> : never) : never;

/** A provider that reports what the test says, and remembers what it was asked to do. */
export class ScriptedProvider implements ReceivingProvider, FileProvider, FileSource, IdleProvider {
  public readonly roomFields = ['caseId', 'notes', 'labels'];
  /** Every call, such as `send message-1 Hello`. */
  public readonly calls: string[] = [];
  public readonly opened: OpenRequest[] = [];
  /** Ids of the sessions whose conversations exist here. */
  public readonly conversations = new Set<string>();
  /** What can be fetched, by its address. */
  public readonly sources = new Map<string, Buffer>();
  public listeners = 0;
  public mostListeners = 0;
  /** What happens during a call, before it has its effect; a test makes it throw or wait. */
  public onCall: (call: string) => void | Promise<void> = () => undefined;
  private readonly news: Array<ProviderEvent | Error | 'over'> = [];
  private readonly waiting = new Set<() => void>();
  private reported = 0;

  public async open(conversation: ConversationState, request: OpenRequest): Promise<void> {
    await this.begin(`open ${request.sessionId}`);
    this.opened.push(request);
    this.conversations.add(request.sessionId);
    conversation.set({ sessionId: request.sessionId, sent: [] });
  }

  public async send(conversation: ConversationState, { id, text }: OutgoingMessage): Promise<void> {
    await this.begin(`send ${id} ${text}`);
    this.remember(conversation, id);
  }

  public async sendFile(conversation: ConversationState, { id, name, content }: OutgoingFile): Promise<void> {
    await this.begin(`sendFile ${id} ${name} ${content}`);
    this.remember(conversation, id);
  }

  public async fetchFile(_conversation: ConversationState, { url }: IncomingFile): Promise<Buffer> {
    await this.begin(`fetchFile ${url}`);
    const content = this.sources.get(url);
    if (!content) throw new ProviderError('rejected', `GET ${url} answered 404`);
    return content;
  }

  public async idleWarning(_conversation: ConversationState, isWarned: boolean): Promise<void> {
    await this.begin(`idleWarning ${isWarned}`);
  }

  public async close(conversation: ConversationState, reason: CloseReason): Promise<void> {
    await this.begin(`close ${reason}`);
    const { sessionId } = conversation.get() as { sessionId: string };
    this.conversations.delete(sessionId);
  }

  public async receive(
    conversation: ConversationState,
    signal: AbortSignal,
    emit: (event: ProviderEvent) => Promise<void>,
  ): Promise<void> {
    this.listeners++;
    this.mostListeners = Math.max(this.mostListeners, this.listeners);
    const stop = () => this.wake();
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        const [next] = this.news;
        if (next === undefined) await this.untilNews();
        else if (next === 'over' || next instanceof Error) {
          this.news.shift();
          if (next === 'over') return;
          throw next;
        } else {
          await emit(next);
          await conversation.save();
          this.news.shift();
        }
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.listeners--;
    }
  }

  /** Reports an event; gives back its id. */
  public report(event: News): string {
    const id = `event-${++this.reported}`;
    this.push({ id, ...event });
    return id;
  }

  /** Makes the listening fail, or end without a word. */
  public breakOff(how: Error | 'over'): void {
    this.push(how);
  }

  /** Calls of one kind, without its name. */
  public called(name: string): string[] {
    return this.calls.filter((call) => call.startsWith(`${name} `)).map((call) => call.slice(name.length + 1));
  }

  private push(item: ProviderEvent | Error | 'over'): void {
    this.news.push(item);
    this.wake();
  }

  private wake(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  private async begin(call: string): Promise<void> {
    this.calls.push(call);
    await this.onCall(call);
  }

  private remember(conversation: ConversationState, id: string): void {
    const state = conversation.get() as { sessionId: string; sent: string[] };
    conversation.set({ ...state, sent: [...(state?.sent ?? []), id] });
  }

  private untilNews(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.add(resolve);
    });
  }
}
