import type { Claim, HandoverContext } from './claim';
import { type ClaimedRoom, claimRoom, newClaim } from './claimRoom';
import type { Desk } from './Desk';
import { type DeliveryCursor, placeSoFar } from './deliveryCursor';
import type { Department } from './departments';
import { describeError } from './describeError';
import { HandoverError } from './errors';
import {
  type Destination,
  judgeTransfer,
  movedElsewhere,
  requireDepartment,
  requireMovableRoom,
  requireOpenRoom,
  unanswered,
} from './moveRoom';
import type { Availability } from './provider';
import type { Route, Routing } from './Routing';
import type { Arrival, Room } from './rooms';
import type { Session } from './session';

/** A transfer that begins later could not be judged within the 30 s that the host gives a handler. */
const LATEST_TRANSFER_MS = 10_000;

/** What a bot, or an operator, asks for. */
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

/** Which departments providers serve, and whether anybody is there. */
export interface Service {
  readonly routing: Routing;
  /** Asks for the target that the bot named, or else for the department's; undefined when the admin does not want that. */
  readonly askAvailability?: (route: Route, target: string | undefined) => Promise<Availability['state']>;
}

/** How a request ended that was not refused by an error. */
export type HandoverOutcome =
  | { readonly kind: 'handed-over'; readonly arrival: Arrival; readonly warnings: readonly string[] }
  /** A session is active in the room: nothing was done. */
  | { readonly kind: 'session-active' };

/** A request that passed the first look, with the claim it holds the room by. */
interface Attempt {
  readonly startedAtMs: number;
  readonly claim: Claim;
  readonly target: Department;
  /** True when a provider serves the target: only then is what the bot said of use. */
  readonly isServed: boolean;
  /** What of the room's messages there was before. */
  readonly said?: DeliveryCursor;
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
 * @throws HandoverError room-not-found, department-not-found, department-disabled, handover-in-progress,
 * nobody-available, room-closed, room-on-hold, transfer-refused, internal-error: this request did not move the room, and
 * nothing of it is kept. transfer-unanswered: nobody knows yet where the room is, and it stays claimed.
 */
export async function requestHandover(
  desk: Desk,
  request: HandoverRequest,
  seen: Situation & Service,
): Promise<HandoverOutcome> {
  if (seen.session) return { kind: 'session-active' };
  const before = requireOpenRoom(seen.room);
  const target = requireDepartment(seen.department);
  const route = seen.routing.of(target);
  const attempt: Attempt = {
    startedAtMs: desk.clock.nowMs(),
    claim: newClaim(desk, { roomId: request.roomId, departmentId: target.id, context: request.context }),
    target,
    isServed: route !== undefined,
  };
  if (route) await requireSomebody(request, { ...seen, route });
  try {
    const [claimed, said] = await Promise.all([claimRoom(desk, attempt.claim), route && whatWasSaid(desk, request)]);
    if (claimed.session) {
      await letGo(desk, attempt.claim);
      return { kind: 'session-active' };
    }
    const { destination, isKept } = await carryOut(desk, { ...attempt, said }, { before, claimed });
    // What earlier requests left is replaced, but only by a request that succeeded.
    await Promise.all(claimed.leftovers.map((leftover) => letGo(desk, leftover)));
    const department = { id: destination.departmentId, name: destination.departmentName };
    const isServed = seen.routing.of(department) !== undefined;
    if (isKept && !isServed) await letGo(desk, attempt.claim);
    return {
      kind: 'handed-over',
      arrival: { roomId: request.roomId, servedBy: destination.servedBy, department },
      warnings: warnings(request, { target, destination, isServed, isKept }),
    };
  } catch (error) {
    const isUndecided = error instanceof HandoverError && error.code === 'transfer-unanswered';
    if (!isUndecided) await letGo(desk, attempt.claim);
    throw error;
  }
}

/** Undefined when the room's messages cannot be read: a handover does not fail for that. */
async function whatWasSaid(desk: Desk, { roomId }: HandoverRequest): Promise<DeliveryCursor | undefined> {
  try {
    return await placeSoFar(desk.messages, roomId, desk.clock.nowMs());
  } catch (cause) {
    desk.log.warn('What was said before a handover could not be read', { roomId, cause: describeError(cause) });
    return undefined;
  }
}

/** @throws HandoverError nobody-available when the provider is sure of it. */
async function requireSomebody(
  { context }: HandoverRequest,
  { askAvailability, route }: Service & { readonly route: Route },
): Promise<void> {
  if ((await askAvailability?.(route, context.buttonId ?? route.target)) !== 'unavailable') return;
  throw new HandoverError('nobody-available', 'No agent of the contact centre is available.');
}

async function carryOut(
  desk: Desk,
  attempt: Attempt,
  seen: { before: Room; claimed: ClaimedRoom },
): Promise<{ destination: Destination; isKept: boolean }> {
  const { target } = attempt;
  const room = requireOpenRoom(seen.claimed.room);
  if (room.departmentId === target.id) {
    const isKept = await settle(desk, attempt);
    const { id, name } = target;
    return { destination: { departmentId: id, departmentName: name, servedBy: room.servedBy }, isKept };
  }
  if (room.departmentId !== seen.before.departmentId) throw movedElsewhere();
  requireMovableRoom(room);
  requireTime(desk, attempt);
  const answer = await desk.rooms.transfer(room, target.id);
  // Nothing is settled while the host may still carry the transfer out: the claim goes on holding the room.
  const settled = answer.kind === 'unanswered' ? undefined : settle(desk, attempt);
  const [after, isKept] = await Promise.all([reread(desk, room), settled]);
  const destination = judgeTransfer(target, { before: room, after }, answer);
  return { destination, isKept: isKept ?? (await settle(desk, attempt)) };
}

/** @throws HandoverError internal-error when so much time has passed that the answer to a transfer would come too late. */
function requireTime(desk: Desk, { startedAtMs }: Attempt): void {
  const tookMs = desk.clock.nowMs() - startedAtMs;
  if (tookMs <= LATEST_TRANSFER_MS) return;
  throw new HandoverError('internal-error', 'The room was not moved.', {
    cause: `the host took ${tookMs} ms to get so far`,
  });
}

/** @throws HandoverError transfer-unanswered when the room cannot be read, so that nobody knows where it is. */
async function reread(desk: Desk, room: Room): Promise<Room | undefined> {
  try {
    return await desk.rooms.find(room.id);
  } catch (cause) {
    throw unanswered(cause);
  }
}

/**
 * Ends the hold on the room; what a provider will want to know stays. True when it was kept. Never throws: the room may
 * have moved by now, and a claim that could not be removed dies of age.
 */
async function settle(desk: Desk, { claim, said, isServed }: Attempt): Promise<boolean> {
  return isServed ? keep(desk, { ...claim, ...(said && { said }) }) : letGo(desk, claim).then(() => false);
}

async function keep(desk: Desk, claim: Claim): Promise<boolean> {
  try {
    await desk.claims.keep(claim);
    return true;
  } catch (cause) {
    desk.log.error('What the bot said with its handover could not be kept', {
      roomId: claim.roomId,
      cause: describeError(cause),
    });
    return false;
  }
}

async function letGo(desk: Desk, claim: Claim): Promise<void> {
  try {
    await desk.claims.remove(claim);
  } catch (cause) {
    desk.log.warn('A claim could not be removed; it stops holding the room by itself', {
      roomId: claim.roomId,
      cause: describeError(cause),
    });
  }
}

function warnings(
  { context }: HandoverRequest,
  end: { target: Department; destination: Destination; isServed: boolean; isKept: boolean },
): readonly string[] {
  const sentences: string[] = [];
  if (end.destination.departmentId !== end.target.id) {
    const name = end.destination.departmentName ?? end.destination.departmentId;
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
