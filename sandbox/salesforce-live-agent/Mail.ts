import type { AgentEntry, ChatSession } from './ChatSession';
import type { Context } from './context';
import type { OutgoingRecord, WireMessage } from './Outbox';

/** Takes what is said in a chat to both of its sides. */
export class Mail {
  constructor(private readonly context: Context) {}

  /** Queues a message for the visitor's client and answers its open poll once the present work is done. */
  toVisitor(session: ChatSession, message: WireMessage): OutgoingRecord {
    const record = session.outbox.add(message);
    this.emit(session, 'to-visitor', { kind: message.type, detail: record });
    queueMicrotask(() => session.poll?.check());
    return record;
  }

  /** Writes a line on the agent's console. */
  toAgent(session: ChatSession, entry: Omit<AgentEntry, 'id' | 'at'>): AgentEntry {
    const id = `agent-${session.agentView.length + 1}`;
    const written: AgentEntry = { id, at: this.context.clock.now(), ...entry };
    session.agentView.push(written);
    this.emit(session, 'at-agent', { kind: entry.kind, detail: written });
    return written;
  }

  /** Remembers a text that was said, for Live Agent REST API, ChasitorSessionData. */
  toTranscript(
    session: ChatSession,
    said: { type: 'Agent' | 'Chasitor' | 'OperatorTransferred'; name: string; content: string },
  ): void {
    const sequence = session.transcript.length + 1;
    session.transcript.push({ ...said, timestamp: this.context.clock.now(), sequence });
  }

  /** Tells the watchers that the session itself changed. */
  announce(session: ChatSession, kind: string, detail?: unknown): void {
    this.emit(session, 'session', { kind, detail });
  }

  private emit(
    session: ChatSession,
    side: 'to-visitor' | 'at-agent' | 'session',
    what: { kind: string; detail: unknown },
  ) {
    this.context.emit({ chat: session.id, at: this.context.clock.now(), side, ...what });
  }
}
