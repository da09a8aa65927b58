import { isJsonObject } from '../json';
import type { SessionStore } from '../SessionStore';
import { SESSION_STATES, type Session } from '../session';
import type { RecordStore } from './RecordStore';

/**
 * Sessions as records of kind `handover-session`, one per room. The persistence has no unique keys, so two creates that
 * race leave two records; every reader then takes the same one.
 */
export class PersistentSessionStore implements SessionStore {
  public static readonly KIND = 'handover-session';

  constructor(private readonly records: RecordStore) {}

  public async find(roomId: string): Promise<Session | undefined> {
    return newestPerRoom(await this.records.read({ roomId }))[0];
  }

  public async list(): Promise<Session[]> {
    return newestPerRoom(await this.records.read({}));
  }

  public async create(session: Session): Promise<void> {
    await this.records.create({ roomId: session.roomId }, session);
  }

  public async update(session: Session): Promise<void> {
    await this.records.replace({ roomId: session.roomId }, session);
  }

  public async remove(roomId: string): Promise<void> {
    await this.records.remove({ roomId });
  }
}

function newestPerRoom(records: readonly object[]): Session[] {
  const byRoom = new Map<string, Session>();
  for (const session of records.filter(isSession)) {
    const known = byRoom.get(session.roomId);
    if (!known || isNewer(session, known)) byRoom.set(session.roomId, session);
  }
  return [...byRoom.values()];
}

function isNewer(session: Session, other: Session): boolean {
  if (session.revision !== other.revision) return session.revision > other.revision;
  return session.id < other.id;
}

function isSession(record: unknown): record is Session {
  return (
    isJsonObject(record) &&
    ['id', 'roomId', 'providerId', 'departmentId', 'owner'].every((field) => typeof record[field] === 'string') &&
    SESSION_STATES.some((state) => state === record.state) &&
    ['startedAtMs', 'revision'].every((field) => typeof record[field] === 'number')
  );
}
