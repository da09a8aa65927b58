import { type Claim, holdsRoom } from './claim';
import type { Desk } from './Desk';
import type { Room } from './rooms';
import type { Session, SessionState } from './session';

/** How the handover of a room stands. Holds nothing personal. */
export interface HandoverStatus {
  /**
   * `none`: no handover; `moving`: a request is moving the room; `requested`: the room was handed over and a provider's
   * session is to come.
   */
  readonly state: 'none' | 'moving' | 'requested' | SessionState;
  /** Department the room is in now; undefined when it is in none. */
  readonly departmentId: string | undefined;
  /** Since when, in milliseconds since the Unix epoch; undefined for `none`. */
  readonly sinceMs: number | undefined;
}

/** What is known of a room when its handover is described. */
export interface HandoverFacts {
  readonly room: Room;
  readonly session: Session | undefined;
  readonly claims: readonly Claim[];
}

/** Undefined when there is no such room. */
export async function describeHandover(desk: Desk, roomId: string): Promise<HandoverStatus | undefined> {
  const [room, session, claims] = await Promise.all([
    desk.rooms.find(roomId),
    desk.sessions.find(roomId),
    desk.claims.ofRoom(roomId),
  ]);
  return room && statusOf({ room, session, claims }, desk.clock.nowMs());
}

/** How the handover stands by what was read. */
export function statusOf({ room, session, claims }: HandoverFacts, nowMs: number): HandoverStatus {
  const { departmentId } = room;
  if (session) return { state: session.state, departmentId, sinceMs: session.startedAtMs };
  const newestFirst = [...claims].sort((a, b) => b.claimedAtMs - a.claimedAtMs);
  const held = newestFirst.find((claim) => holdsRoom(claim, nowMs));
  if (held) return { state: 'moving', departmentId, sinceMs: held.claimedAtMs };
  const kept = newestFirst.find((claim) => claim.status === 'kept' && claim.departmentId === departmentId);
  if (kept) return { state: 'requested', departmentId, sinceMs: kept.claimedAtMs };
  return { state: 'none', departmentId, sinceMs: undefined };
}
