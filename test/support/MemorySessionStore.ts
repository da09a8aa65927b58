import type { SessionStore } from '../../lib/SessionStore';
import type { Session } from '../../lib/session';

/** The session store as its contract describes it, in memory. */
export class MemorySessionStore implements SessionStore {
  private readonly sessions = new Map<string, Session>();

  public async find(roomId: string): Promise<Session | undefined> {
    return copy(this.sessions.get(roomId));
  }

  public async list(): Promise<Session[]> {
    return [...this.sessions.values()].map(copy);
  }

  public async create(session: Session): Promise<void> {
    this.sessions.set(session.roomId, copy(session));
  }

  public async update(session: Session): Promise<void> {
    if (this.sessions.has(session.roomId)) this.sessions.set(session.roomId, copy(session));
  }

  public async remove(roomId: string): Promise<void> {
    this.sessions.delete(roomId);
  }
}

function copy<T>(value: T): T {
  return structuredClone(value);
}
