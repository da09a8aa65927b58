import { affinityInvalid } from './answers';
import { ChatSession } from './ChatSession';
import type { Context } from './context';
import type { Endings } from './Endings';
import { Outbox } from './Outbox';

/** The sessions of the server; Live Agent REST API, SessionId. */
export class Sessions {
  private readonly byKey = new Map<string, ChatSession>();
  private readonly byId = new Map<string, ChatSession>();

  constructor(
    private readonly context: Context,
    private readonly endings: Endings,
  ) {}

  create(): ChatSession {
    const { random, clock } = this.context;
    const id = random.uuid();
    const key = `${id}!${clock.now()}!${random.bytes(20).toString('base64')}`;
    const outbox = new Outbox({ random, now: () => clock.now() });
    const identity = { id, key, affinity: random.hex(8), visitorId: random.uuid(), createdAt: clock.now(), outbox };
    const session = new ChatSession(identity);
    this.byKey.set(key, session);
    this.byId.set(id, session);
    this.watch(session);
    return session;
  }

  /** The session that a client may still use. */
  open(key: string | undefined): ChatSession | undefined {
    return key === undefined ? undefined : this.byKey.get(key);
  }

  find(id: string): ChatSession | undefined {
    return this.byId.get(id);
  }

  all(): ChatSession[] {
    return [...this.byId.values()];
  }

  allOpen(): ChatSession[] {
    return [...this.byKey.values()];
  }

  /** Makes the key useless and ends the chat on the agent's side. */
  close(session: ChatSession, reason: string): void {
    if (this.byKey.delete(session.key)) {
      this.context.clock.clear(session.lifeTimer);
      this.endings.vanish(session, reason);
    }
  }

  /** Live Agent REST API, ReconnectSession: from now on only a new affinity token will do. */
  move(session: ChatSession, reconnectStatus: number): void {
    session.affinity = this.context.random.hex(8);
    session.reconnectStatus = reconnectStatus;
    session.poll?.settle(affinityInvalid());
  }

  /** To be called when the time that a session may live without polls has changed. */
  watchAgain(): void {
    for (const session of this.allOpen()) {
      this.context.clock.clear(session.lifeTimer);
      this.watch(session);
    }
  }

  /** Forgets everything. */
  clear(): void {
    for (const session of this.allOpen()) {
      this.close(session, 'reset');
    }
    this.byId.clear();
  }

  /** Live Agent REST API, Your Message Long Polling Loop: a session without polls ends after a time. */
  private watch(session: ChatSession): void {
    const { clock, switches } = this.context;
    const seenAt = session.poll ? clock.now() : session.lastSeenAt;
    const left = seenAt + switches.connectionTimeoutMs - clock.now();
    if (left <= 0) {
      this.close(session, 'connectionTimeout');
      return;
    }
    session.lifeTimer = clock.setTimeout(() => this.watch(session), left);
  }
}
