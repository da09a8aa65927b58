import { type Claim, holdsRoom } from './claim';
import type { Desk } from './Desk';
import { HandoverError } from './errors';
import type { Room } from './rooms';
import type { Session } from './session';

/** How long a request waits for others to let go of the room. Short enough for a bot that waits for its answer. */
const PATIENCE_MS = 10_000;
const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** The room and what is known of it at the moment it was claimed. */
export interface ClaimedRoom {
  readonly room: Room | undefined;
  readonly session: Session | undefined;
  /** Claims of earlier requests: kept ones, and held ones whose maker is gone. */
  readonly leftovers: readonly Claim[];
}

/**
 * Makes this request the only one, in all app instances, that moves the room until its claim is removed or kept.
 *
 * The host has no compare-and-set, so: write the claim, then read all claims of the room. Of two requests the one that
 * wrote later sees the other in any case and withdraws; when both see each other, both withdraw and try again after
 * pauses of random length.
 *
 * @throws HandoverError `handover-in-progress` when others hold the room for 10 s.
 */
export async function claimRoom(desk: Desk, claim: Claim): Promise<ClaimedRoom> {
  const giveUpAtMs = desk.clock.nowMs() + PATIENCE_MS;
  for (let attempt = 0; ; attempt++) {
    await desk.claims.create(claim);
    const [claims, room, session] = await Promise.all([
      desk.claims.ofRoom(claim.roomId),
      desk.rooms.find(claim.roomId),
      desk.sessions.find(claim.roomId),
    ]);
    const others = claims.filter((other) => other.id !== claim.id);
    if (!others.some((other) => holdsRoom(other, desk.clock.nowMs()))) return { room, session, leftovers: others };
    await desk.claims.remove(claim);
    await untilFree(desk, claim.roomId, { attempt, giveUpAtMs });
  }
}

async function untilFree(desk: Desk, roomId: string, limits: { attempt: number; giveUpAtMs: number }): Promise<void> {
  let isHeld = true;
  for (let attempt = limits.attempt; isHeld; attempt++) {
    if (desk.clock.nowMs() >= limits.giveUpAtMs) {
      throw new HandoverError('handover-in-progress', 'Another handover of this room is being carried out.');
    }
    await desk.clock.wait(pauseMs(attempt));
    const claims = await desk.claims.ofRoom(roomId);
    isHeld = claims.some((claim) => holdsRoom(claim, desk.clock.nowMs()));
  }
}

function pauseMs(attempt: number): number {
  const range = Math.min(SHORTEST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
  return SHORTEST_PAUSE_MS + Math.random() * range;
}
