import { sessionInvalid } from './answers';
import type { ChatSession } from './ChatSession';
import type { Context } from './context';
import type { Mail } from './Mail';
import type { Roster } from './Roster';

/** Live Agent REST API, ChatEndReason. */
export const endReasons = [
  'agent',
  'client',
  'agentsUnavailable',
  'agentPushTimeout',
  'clientIdleTimeout',
  'NoPost',
  'unknown',
] as const;

/** Live Agent REST API, ChatRequestFail. */
export const failReasons = ['Unavailable', 'Blocked', 'InternalFailure', 'NoPost', 'Unknown'] as const;

/** Every way in which a chat is over. */
export class Endings {
  private readonly onRoom: ((session: ChatSession) => void)[] = [];

  constructor(
    private readonly context: Context,
    private readonly mail: Mail,
    private readonly roster: Roster,
  ) {}

  /** Calls back after a chat has left its agent or its queue. */
  whenOver(callback: (session: ChatSession) => void): void {
    this.onRoom.push(callback);
  }

  /** Live Agent REST API, ChatEnded. */
  end(session: ChatSession, reason: string): void {
    this.mail.toVisitor(session, { type: 'ChatEnded', message: { reason, attachedRecords: [] } });
    this.finish(session, 'ended', reason);
  }

  /** Live Agent REST API, ChatRequestFail. */
  fail(session: ChatSession, reason: string): void {
    const { postChatUrl } = this.context.switches;
    const message = { reason, attachedRecords: [], ...(postChatUrl && { postChatUrl }) };
    this.mail.toVisitor(session, { type: 'ChatRequestFail', message });
    this.finish(session, 'failed', reason);
  }

  /** The visitor is gone without a word on the wire: the session was deleted, expired or timed out. */
  vanish(session: ChatSession, reason: string): void {
    session.open = false;
    session.poll?.settle(sessionInvalid());
    if (!session.over) {
      this.finish(session, 'ended', reason);
    }
    this.mail.announce(session, 'closed', { reason });
  }

  private finish(session: ChatSession, state: 'ended' | 'failed', reason: string): void {
    session.state = state;
    session.endReason = reason;
    session.endedAt = this.context.clock.now();
    for (const timer of session.timers) {
      this.context.clock.clear(timer);
    }
    session.timers.clear();
    this.roster.release(session);
    session.offeredTo = undefined;
    this.mail.toAgent(session, { from: 'system', kind: state, detail: { reason } });
    for (const callback of this.onRoom) {
      callback(session);
    }
  }
}
