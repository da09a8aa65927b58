import type { Json } from './json';

/** Every state a session can be in. A session that is over has no record at all. */
export const SESSION_STATES = ['starting', 'queued', 'active', 'transferring', 'ending'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/**
 * The pairing of one room and one conversation at a provider. As long as a room has one, whatever its state, no other
 * handover of the room can start.
 */
export interface Session {
  readonly id: string;
  readonly roomId: string;
  readonly state: SessionState;
  /** The provider instance that carries the conversation. */
  readonly providerId: string;
  readonly departmentId: string;
  /** Id of the app instance that alone writes this session. */
  readonly owner: string;
  /** Milliseconds since the Unix epoch. */
  readonly startedAtMs: number;
  /** Counts the owner's writes, so that a reader who meets two copies can tell the newer one. */
  readonly revision: number;
  /** What the provider needs to go on from any app instance; opaque to the core. */
  readonly resume: Json;
}
