import { type Claim, holdsRoom } from './claim';
import type { Desk } from './Desk';
import { HandoverError } from './errors';
import type { Room } from './rooms';
import type { Session } from './session';

/** How long a request waits for others to let go of the room. Short enough for a bot that waits for its answer. */
const PATIENCE_MS = 8_000;
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
 * The host has no compare-and-set, so: write the claim, then read all claims of the room, and go on only when no other
 * is held. Of two requests the one that wrote later sees the other in any case. When several see each other, the first
 * by `isBefore` keeps its claim and waits until it is alone; the others withdraw theirs and wait for the room to be free.
 *
 * @throws HandoverError `handover-in-progress` when others hold the room for 8 s.
 */
export async function claimRoom(desk: Desk, claim: Claim): Promise<ClaimedRoom> {
  const giveUpAtMs = desk.clock.nowMs() + PATIENCE_MS;
  for (let attempt = 0; ; attempt++) {
    const claimed = await tryToClaim(desk, { ...claim, claimedAtMs: desk.clock.nowMs() }, giveUpAtMs);
    if (claimed) return claimed;
    await untilFree(desk, claim.roomId, { attempt, giveUpAtMs });
  }
}

/** Undefined when the claim had to be withdrawn for another. */
async function tryToClaim(desk: Desk, claim: Claim, giveUpAtMs: number): Promise<ClaimedRoom | undefined> {
  await desk.claims.create(claim);
  for (let attempt = 0; ; attempt++) {
    const [claims, room, session] = await Promise.all([
      desk.claims.ofRoom(claim.roomId),
      desk.rooms.find(claim.roomId),
      desk.sessions.find(claim.roomId),
    ]);
    const others = claims.filter((other) => other.id !== claim.id);
    const rivals = others.filter((other) => holdsRoom(other, desk.clock.nowMs()));
    if (rivals.length === 0) return { room, session, leftovers: others };
    if (rivals.some((rival) => isBefore(rival, claim))) {
      await desk.claims.remove(claim);
      return undefined;
    }
    await pause(desk, attempt, giveUpAtMs);
  }
}

/** An order in which all instances see the same claims: what counts is what is stored, not whose clock is right. */
function isBefore(one: Claim, other: Claim): boolean {
  if (one.claimedAtMs !== other.claimedAtMs) return one.claimedAtMs < other.claimedAtMs;
  return one.id < other.id;
}

async function untilFree(desk: Desk, roomId: string, limits: { attempt: number; giveUpAtMs: number }): Promise<void> {
  let isHeld = true;
  for (let attempt = limits.attempt; isHeld; attempt++) {
    await pause(desk, attempt, limits.giveUpAtMs);
    const claims = await desk.claims.ofRoom(roomId);
    isHeld = claims.some((claim) => holdsRoom(claim, desk.clock.nowMs()));
  }
}

/** Waits longer each time; of random length, so that requests do not stay in step. */
async function pause(desk: Desk, attempt: number, giveUpAtMs: number): Promise<void> {
  if (desk.clock.nowMs() >= giveUpAtMs) {
    throw new HandoverError('handover-in-progress', 'Another handover of this room is being carried out.');
  }
  const range = Math.min(SHORTEST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
  await desk.clock.wait(SHORTEST_PAUSE_MS + Math.random() * range);
}
