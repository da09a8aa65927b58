import { pause } from '../../lib/clock';
import { ProviderError } from '../../lib/ProviderError';
import type { Chat } from './Chat';
import { Patience } from './Patience';
import { NotAllowed } from './participants';
import { LAST_WORDS_MS, type Listener, Watch } from './Watch';

/** How often it is tried to look at conversations where Genesys does not allow it. */
const FORBIDDEN_PAUSE_MS = 60_000;

/** Follows who comes to a conversation and who goes; Open Messaging has no notification of that. */
export class Receiver {
  private readonly watch: Watch;
  private readonly patience: Patience;
  private isForbidden = false;

  constructor(
    private readonly chat: Chat,
    private readonly listener: Required<Listener>,
  ) {
    this.watch = new Watch(chat, listener);
    this.patience = new Patience(chat.tools.clock);
  }

  /** Resolves when the conversation is over or the signal aborts; throws ProviderError when it cannot be followed. */
  public async run(): Promise<void> {
    if (this.watch.isOver) return this.watch.repeatEnd();
    await this.chat.tools.client.pace.follow(() => this.follow());
  }

  private async follow(): Promise<void> {
    while (!this.isDone) {
      await this.wait();
      if (this.isDone) return;
      await this.look();
    }
  }

  private get isDone(): boolean {
    return this.listener.signal.aborted || this.watch.isOver;
  }

  private async wait(): Promise<void> {
    const { line, tools } = this.chat;
    const { signal } = this.listener;
    const restMs = this.patience.dueAtMs - tools.clock.nowMs();
    if (restMs > 0) await Promise.race([pause(tools.clock, restMs, signal), line.hurried()]);
    if (!this.isDone) await tools.client.pace.turn(signal);
  }

  private async look(): Promise<void> {
    try {
      const hasNews = await this.watch.look();
      const leastMs = this.chat.tools.client.pace.leastIntervalMs;
      this.patience.afterAnswer(this.chat.state.agents.length > 0 ? 'talking' : 'waiting', { hasNews, leastMs });
      if (this.watch.isEnding) this.patience.lookAgainIn(LAST_WORDS_MS);
      this.isForbidden = false;
    } catch (error) {
      if (error instanceof NotAllowed) this.tolerate(error);
      else if (error instanceof ProviderError && error.failure === 'unreachable') this.patience.afterFailure(error);
      else throw error;
    }
  }

  /** Words still go both ways where only looking is not allowed. */
  private tolerate({ message }: NotAllowed): void {
    const { log } = this.chat.tools;
    if (!this.isForbidden)
      log.error('Genesys does not tell who is in a conversation, so its end is not noticed', { message });
    this.isForbidden = true;
    this.patience.lookAgainIn(FORBIDDEN_PAUSE_MS);
  }
}
