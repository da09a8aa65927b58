import type { Claim, HandoverContext } from './claim';
import { type ClaimedRoom, claimRoom } from './claimRoom';
import type { Desk } from './Desk';
import { type Department, isDepartment } from './departments';
import { HandoverError } from './errors';
import { type Arrival, judgeTransfer, requireDepartment, requireMovableRoom, requireOpenRoom } from './moveRoom';
import type { Room } from './rooms';
import type { Session } from './session';

/** What a bot asks for. */
export interface HandoverRequest {
  readonly roomId: string;
  /** Name or id. */
  readonly targetDepartmentName: string;
  readonly context: HandoverContext;
}

/** What was found when the request came in. */
export interface Situation {
  readonly room: Room | undefined;
  readonly department: Department | undefined;
  readonly session: Session | undefined;
}

/** How a request ended that was not refused by an error. */
export type HandoverOutcome =
  | { readonly kind: 'handed-over'; readonly warnings: readonly string[] }
  /** A session is active in the room: nothing was done. */
  | { readonly kind: 'session-active' };

/** A request that passed the first look, with the claim it holds the room by. */
interface Attempt {
  readonly claim: Claim;
  readonly target: Department;
  /** True when a provider serves the target: only then is what the bot said of use. */
  readonly isServed: boolean;
}

/** Reads what a decision about the request needs. Changes nothing. */
export async function survey(desk: Desk, request: HandoverRequest): Promise<Situation> {
  const [room, department, session] = await Promise.all([
    desk.rooms.find(request.roomId),
    desk.departments.find(request.targetDepartmentName),
    desk.sessions.find(request.roomId),
  ]);
  return { room, department, session };
}

/**
 * Moves the room to the department, or tells exactly why not. Of several requests for one room at the same time one
 * moves it; the others are judged by what that one left behind.
 *
 * @param servedDepartment name or id of the department that a provider serves; undefined when there is none.
 * @throws HandoverError room-not-found, department-not-found, department-disabled, handover-in-progress,
 * nobody-available, room-closed, room-on-hold, transfer-refused, internal-error. The room is then where it was, and
 * nothing of the request is kept.
 */
export async function requestHandover(
  desk: Desk,
  request: HandoverRequest,
  seen: Situation & { readonly servedDepartment: string | undefined },
): Promise<HandoverOutcome> {
  if (seen.session) return { kind: 'session-active' };
  const before = requireOpenRoom(seen.room);
  const target = requireDepartment(seen.department);
  const attempt: Attempt = {
    claim: newClaim(desk, request, target),
    target,
    isServed: isDepartment(target, seen.servedDepartment),
  };
  try {
    const claimed = await claimRoom(desk, attempt.claim);
    if (claimed.session) {
      await letGo(desk, attempt.claim);
      return { kind: 'session-active' };
    }
    const { arrival, isKept } = await carryOut(desk, attempt, { before, claimed });
    const isServed = isDepartment({ id: arrival.departmentId, name: arrival.departmentName }, seen.servedDepartment);
    if (isKept && !isServed) await letGo(desk, attempt.claim);
    return { kind: 'handed-over', warnings: warnings(request, { target, arrival, isServed, isKept }) };
  } catch (error) {
    const isUndecided = error instanceof HandoverError && error.code === 'transfer-unanswered';
    if (!isUndecided) await letGo(desk, attempt.claim);
    throw error;
  }
}

function newClaim(desk: Desk, request: HandoverRequest, target: Department): Claim {
  return {
    id: desk.newId(),
    roomId: request.roomId,
    status: 'held',
    departmentId: target.id,
    claimedAtMs: desk.clock.nowMs(),
    context: request.context,
  };
}

async function carryOut(
  desk: Desk,
  attempt: Attempt,
  seen: { before: Room; claimed: ClaimedRoom },
): Promise<{ arrival: Arrival; isKept: boolean }> {
  const { target } = attempt;
  const { leftovers } = seen.claimed;
  const room = requireOpenRoom(seen.claimed.room);
  if (room.departmentId === target.id) {
    const isKept = await settle(desk, attempt, leftovers);
    return { arrival: { departmentId: target.id, departmentName: target.name }, isKept };
  }
  if (room.departmentId !== seen.before.departmentId) {
    throw new HandoverError(
      'handover-in-progress',
      'The room was moved elsewhere while this request was being checked.',
    );
  }
  requireMovableRoom(room);
  const answer = await desk.rooms.transfer(room, target.id);
  if (answer.kind === 'unanswered') {
    const arrival = judgeTransfer(target, { before: room, after: await desk.rooms.find(room.id) }, answer);
    return { arrival, isKept: await settle(desk, attempt, leftovers) };
  }
  const [after, isKept] = await Promise.all([desk.rooms.find(room.id), settle(desk, attempt, leftovers)]);
  return { arrival: judgeTransfer(target, { before: room, after }, answer), isKept };
}

/**
 * Ends the hold on the room. What a provider will want to know stays, and replaces what earlier requests left. True when
 * it was kept. Never throws: the room has moved by now, and a claim that could not be removed dies of age.
 */
async function settle(desk: Desk, { claim, isServed }: Attempt, leftovers: readonly Claim[]): Promise<boolean> {
  const clearing = leftovers.map((leftover) => letGo(desk, leftover));
  const [isKept] = await Promise.all([isServed ? keep(desk, claim) : letGo(desk, claim), ...clearing]);
  return isServed && isKept;
}

async function keep(desk: Desk, claim: Claim): Promise<boolean> {
  try {
    await desk.claims.keep(claim);
    return true;
  } catch (cause) {
    desk.log.error('What the bot said with its handover could not be kept', { roomId: claim.roomId, cause });
    return false;
  }
}

async function letGo(desk: Desk, claim: Claim): Promise<boolean> {
  try {
    await desk.claims.remove(claim);
    return true;
  } catch (cause) {
    desk.log.warn('A claim could not be removed; it stops holding the room by itself', { roomId: claim.roomId, cause });
    return false;
  }
}

function warnings(
  { context }: HandoverRequest,
  end: { target: Department; arrival: Arrival; isServed: boolean; isKept: boolean },
): readonly string[] {
  const sentences: string[] = [];
  if (end.arrival.departmentId !== end.target.id) {
    const name = end.arrival.departmentName ?? end.arrival.departmentId;
    sentences.push(`Nobody was available in ${end.target.name}; the room went to its fallback department ${name}.`);
  }
  const given = [
    ...(context.buttonId === undefined ? [] : ['buttonId']),
    ...(context.attributes.length === 0 ? [] : ['attributes']),
    ...(context.summary === undefined ? [] : ['summary']),
  ].join(', ');
  if (given !== '' && !end.isServed) {
    sentences.push(`Ignored, because no handover provider serves the department: ${given}.`);
  } else if (given !== '' && !end.isKept) {
    sentences.push(`Lost, because Rocket.Chat could not store it: ${given}.`);
  }
  return sentences;
}
