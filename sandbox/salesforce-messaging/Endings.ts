import type { AgentConsole } from './AgentConsole';
import { type Conversation, type MessagingSession, openSession, type Role, type SessionStatus } from './Conversation';
import type { Context } from './context';
import type { Journal } from './Journal';
import { closeConversation, participantChanged, routingWorkResult, sessionStatusChanged } from './payloads';
import type { Roster } from './Roster';

interface Parts {
  readonly journal: Journal;
  readonly roster: Roster;
  readonly console: AgentConsole;
}

/** Every way in which a session or a conversation is over; Enhanced Chat considerations, ending conversations. */
export class Endings {
  private readonly onRoom: (() => void)[] = [];

  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  /** Calls back after a session has left its agent or its queue. */
  whenOver(callback: () => void): void {
    this.onRoom.push(callback);
  }

  /** Ends the session; the conversation stays open, unless its deployment has Session-Based Chat. */
  endSession(session: MessagingSession, role: Role): void {
    this.parts.journal.step(() => {
      this.finish(session, role);
      const { conversation } = session;
      if (conversation.deployment.isSessionBased && !conversation.isVerified) {
        this.markClosed(conversation);
      }
    });
  }

  /** The end user closes the conversation; one of a verified user only loses its session. */
  closeByEndUser(conversation: Conversation): void {
    this.parts.journal.step(() => {
      const session = openSession(conversation);
      if (session) {
        this.finish(session, 'EndUser');
      }
      if (!conversation.isVerified) {
        this.markClosed(conversation);
        this.parts.journal.add(conversation, closeConversation());
      }
    });
  }

  /** Puts the session in another status, and says so. */
  changeStatus(session: MessagingSession, status: SessionStatus): void {
    const before = session.status;
    session.status = status;
    const { sessionTimes, statusInEntries } = this.context.switches;
    const unitMs = sessionTimes === 'seconds' ? 1_000 : 1;
    const draft = sessionStatusChanged(session, before, { unitMs, isStored: statusInEntries });
    this.parts.journal.add(session.conversation, draft);
  }

  /** Stops every timer of a session. */
  stopTimers(session: MessagingSession): void {
    for (const timer of session.timers) {
      this.context.clock.clear(timer);
    }
    session.timers.clear();
  }

  private finish(session: MessagingSession, role: Role): void {
    const { journal, roster, console } = this.parts;
    const { conversation } = session;
    const present = [session.agentId, ...session.conference].flatMap((id) => roster.agents.get(id ?? '') ?? []);
    const hadWork = present.length > 0 || session.offeredTo !== undefined;
    this.stopTimers(session);
    roster.release(session);
    session.phase = 'ended';
    session.offeredTo = undefined;
    session.conference.clear();
    session.endedAt = this.context.clock.now();
    session.endedByRole = role;
    journal.add(conversation, ...present.map((agent) => participantChanged('remove', agent)));
    this.changeStatus(session, 'Ended');
    journal.add(conversation, ...(hadWork ? [routingWorkResult('Closed')] : []));
    console.show(conversation, { from: 'system', kind: 'session-ended', detail: { sessionId: session.id, role } });
    for (const callback of this.onRoom) {
      callback();
    }
  }

  private markClosed(conversation: Conversation): void {
    conversation.closedAt = this.context.clock.now();
    this.parts.console.show(conversation, { from: 'system', kind: 'conversation-closed' });
  }
}
