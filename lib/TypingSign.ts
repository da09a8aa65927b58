import type { Conversation } from './Conversation';
import { describeError } from './describeError';
import type { SessionParts } from './SessionParts';

/** What the visitor sees while the agent types. */
export class TypingSign {
  /** When it goes down by itself; undefined while it is down, or stays up until it is taken down. */
  private untilMs: number | undefined;

  constructor(
    private readonly conversation: Conversation,
    private readonly parts: SessionParts,
  ) {}

  /** @param lastsMs how long, unless it is shown anew; for ever when left out */
  public async show(isTyping: boolean, lastsMs?: number): Promise<void> {
    const isShown = this.untilMs !== undefined;
    const isForAWhile = isTyping && lastsMs !== undefined;
    this.untilMs = isForAWhile ? this.parts.clock.nowMs() + lastsMs : undefined;
    if (!isShown || !isForAWhile) await this.tell(isTyping);
  }

  /** Who says something types no more, unless he is known to. */
  public async onSaid(): Promise<void> {
    if (this.untilMs !== undefined) await this.show(false);
  }

  public get isOverdue(): boolean {
    return this.untilMs !== undefined && this.parts.clock.nowMs() >= this.untilMs;
  }

  /** To be called about every second. */
  public async expire(): Promise<void> {
    if (this.isOverdue) await this.show(false);
  }

  /** A sign that cannot be shown is not worth a failure. */
  private async tell(isTyping: boolean): Promise<void> {
    const { messages, log } = this.parts;
    const { roomId, agentName = '' } = this.conversation.session;
    try {
      await messages.showTyping(roomId, agentName, isTyping);
    } catch (error) {
      log.warn('The visitor could not be shown that the agent types', { roomId, cause: describeError(error) });
    }
  }
}
