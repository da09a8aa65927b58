import type { HandoverStatus } from './describeHandover';
import type { Session, SessionEvent } from './session';

/** How the handover of a room stands, for those who work with the room. */
export interface HandoverReport extends HandoverStatus {
  readonly departmentName: string | undefined;
  /** Username of the Rocket.Chat user who serves the room; undefined while it waits in a queue. */
  readonly servedBy: string | undefined;
  /** The visitor's place in the provider's queue, as it was last told. */
  readonly position: number | undefined;
  readonly agentName: string | undefined;
  /** What the provider files the conversation under, to be quoted to its support. */
  readonly conversationId: string | undefined;
  /** What has happened lately, the newest last. */
  readonly events: readonly SessionEvent[];
}

/** The visitor's place in the queue, as far as it is known; undefined where he does not wait in one. */
export function placeOf({ state, queue }: Session): number | undefined {
  if (state !== 'queued' && state !== 'transferring') return undefined;
  return queue?.news ? queue.news.position : queue?.position;
}
