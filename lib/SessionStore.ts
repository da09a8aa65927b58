import type { Session } from './session';

/**
 * Where sessions are kept, shared by all app instances. Only the owner of a session calls `create` and `update`;
 * anybody may `remove`, which ends it for good: `update` never brings a removed session back.
 */
export interface SessionStore {
  find(roomId: string): Promise<Session | undefined>;
  list(): Promise<Session[]>;
  create(session: Session): Promise<void>;
  /** Replaces the stored session of the same room; does nothing when it was removed meanwhile. */
  update(session: Session): Promise<void>;
  remove(roomId: string): Promise<void>;
}
