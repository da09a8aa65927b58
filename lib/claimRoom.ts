import { type Claim, holdsRoom } from './claim';
import type { Desk } from './Desk';
import { HandoverError } from './errors';
import type { Room } from './rooms';
import type { Session } from './session';
import { winClaim } from './winClaim';

/** How long a request waits for others to let go of the room. Short enough for a bot that waits for its answer. */
const PATIENCE_MS = 8_000;

/** A claim that holds a room. Whoever names himself in it (`by`) must have shown that he is alive. */
export function newClaim(
  { newId, clock }: Pick<Desk, 'newId' | 'clock'>,
  about: Pick<Claim, 'roomId' | 'departmentId'> & Partial<Pick<Claim, 'context' | 'by'>>,
): Claim {
  return { id: newId(), status: 'held', claimedAtMs: clock.nowMs(), context: { attributes: [] }, ...about };
}

/** The room and what is known of it at the moment it was claimed. */
export interface ClaimedRoom {
  readonly room: Room | undefined;
  readonly session: Session | undefined;
  /** Claims of earlier requests: kept ones, and held ones whose maker is gone. */
  readonly leftovers: readonly Claim[];
}

/**
 * Makes this request the only one, in all app instances, that moves the room until its claim is removed or kept. All is
 * read in one round, so a request that was finished during it may have started a session that is not seen yet: whoever
 * starts one, or takes one over, looks for it once more.
 *
 * @throws HandoverError `handover-in-progress` when others hold the room for 8 s.
 */
export function claimRoom(desk: Desk, claim: Claim): Promise<ClaimedRoom> {
  const { clock, claims, rooms, sessions } = desk;
  const { id, roomId } = claim;
  const isRival = (other: Claim) => other.id !== id && holdsRoom(other, clock.nowMs());
  return winClaim({
    clock,
    id,
    giveUpAtMs: clock.nowMs() + PATIENCE_MS,
    claim: (claimedAtMs) => claims.create({ ...claim, claimedAtMs }),
    withdraw: () => claims.remove(claim),
    look: async () => {
      const [all, room, session] = await Promise.all([
        claims.ofRoom(roomId),
        rooms.find(roomId),
        sessions.find(roomId),
      ]);
      const leftovers = all.filter((other) => other.id !== id);
      return { rivals: all.filter(isRival), seen: { room, session, leftovers } };
    },
    rivals: async () => (await claims.ofRoom(roomId)).filter(isRival),
    refusal: () => new HandoverError('handover-in-progress', 'Another handover of this room is being carried out.'),
  });
}
