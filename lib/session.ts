import type { DeliveryCursor } from './deliveryCursor';
import type { Json } from './json';
import type { Language } from './language';
import type { EndReason, IdleLimits } from './provider';

/** Every state a session can be in. A session that is over has no record at all. */
export const SESSION_STATES = ['starting', 'queued', 'active', 'transferring', 'ending'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** Why a session ends: what the provider reported, or what happened on our side. */
export type EndCause = EndReason | 'queue-timeout' | 'moved' | 'closed' | 'ended-by-visitor' | 'ended-by-request';

/**
 * The pairing of one room and one conversation at a provider. As long as a room has one, whatever its state, no other
 * handover of the room can start. Times are in milliseconds since the Unix epoch.
 */
export interface Session {
  readonly id: string;
  readonly roomId: string;
  readonly state: SessionState;
  readonly stateSinceMs: number;
  /** The provider instance that carries the conversation. */
  readonly providerId: string;
  /** Revision of the provider that the conversation was begun with and goes on with, where providers have revisions. */
  readonly providerRevision?: number;
  readonly departmentId: string;
  /** What the visitor is told things in; English when it is not said. */
  readonly language?: Language;
  /** Id of the app instance that alone writes this session. */
  readonly owner: string;
  readonly startedAtMs: number;
  /** Counts the owner's writes, so that a reader who meets two copies can tell the newer one. */
  readonly revision: number;
  /** What the provider needs to go on from any app instance; opaque to the core; null until the conversation is open. */
  readonly resume: Json;
  readonly agentName?: string;
  /** The visitor's messages up to here are the agent's already, or never will be. */
  readonly delivered: DeliveryCursor;
  /** What the visitor was last told of the queue, and what he is still to be told. */
  readonly queue?: { readonly position?: number; readonly toldAtMs: number; readonly news?: QueuePlace };
  readonly idle?: IdleClock;
  /** The newest files of the agent's that were to be put into the room, the last one last. */
  readonly files?: readonly FileMark[];
  /** What has happened lately, for operators to read, the newest last. */
  readonly history?: readonly SessionEvent[];
  /** Set while `ending`. */
  readonly endCause?: EndCause;
  /** Whether the bot is still to hear of the end, which it does when it has the room again. */
  readonly announcement?: 'due' | 'done';
}

/** A change of a session: the state that it came to, and what was told by it. */
export interface SessionEvent {
  readonly atMs: number;
  readonly state: SessionState;
  readonly agentName?: string;
  readonly position?: number;
  readonly endCause?: EndCause;
}

/** A place in the provider's queue, as one of its reports told it. */
export interface QueuePlace {
  readonly position?: number;
  readonly waitSeconds?: number;
  readonly eventId: string;
}

/** Says that a file was about to be put into the room. */
export interface FileMark {
  /** Of the event that told of the file. */
  readonly eventId: string;
  readonly name: string;
  readonly atMs: number;
  /** Ids of the messages with a file of that name that the bridge agent had in the room before. */
  readonly before: readonly string[];
}

/** The visitor's silence. It is counted from the agent's last words on, and not at all before them. */
interface IdleClock {
  readonly limits: IdleLimits;
  readonly sinceMs?: number;
  readonly isWarned: boolean;
}
