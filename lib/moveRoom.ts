import type { Department } from './departments';
import { HandoverError } from './errors';
import type { Room, TransferAnswer, TransferRefusal } from './rooms';

/** Where the room is after a transfer was asked for. */
export interface Destination {
  readonly departmentId: string;
  readonly departmentName?: string;
  /** Username of the agent who serves the room there; undefined while it waits in a queue. */
  readonly servedBy?: string;
}

const REFUSALS: Record<TransferRefusal, { code: HandoverError['code']; sentence: string }> = {
  'already-there': { code: 'nobody-available', sentence: 'No agent of the department is available.' },
  'nobody-available': { code: 'nobody-available', sentence: 'No agent of the department is available.' },
  'on-hold': { code: 'room-on-hold', sentence: 'The room is on hold.' },
  closed: { code: 'room-closed', sentence: 'The room is closed.' },
  'department-gone': { code: 'department-not-found', sentence: 'The department was removed meanwhile.' },
  'visitor-gone': { code: 'transfer-refused', sentence: 'The visitor of the room was removed or disabled.' },
  'not-allowed': { code: 'transfer-refused', sentence: 'Rocket.Chat refused to transfer the room.' },
};

/**
 * Says where the room went, judging by the room as it was before the transfer and as it is after it; the host's answer
 * only explains why a room did not move.
 *
 * @throws HandoverError when the room did not move: the error of the refusal, or `internal-error`.
 */
export function judgeTransfer(
  target: Department,
  rooms: { before: Room; after: Room | undefined },
  answer: TransferAnswer,
): Destination {
  const { before, after } = rooms;
  if (after?.departmentId === target.id) {
    return { departmentId: target.id, departmentName: target.name, servedBy: after.servedBy };
  }
  if (after?.departmentId !== undefined && isInFallback({ before, after }, answer)) {
    return { departmentId: after.departmentId, departmentName: after.departmentName, servedBy: after.servedBy };
  }
  if (!after?.isOpen) throw refusal('closed');
  if (after.departmentId !== before.departmentId) throw movedElsewhere();
  if (answer.kind === 'refused' && answer.refusal !== 'already-there') throw refusal(answer.refusal, answer.reason);
  if (answer.kind === 'unanswered') throw unanswered();
  if (answer.kind === 'failed') {
    throw new HandoverError('internal-error', 'The room did not move.', { cause: answer.cause });
  }
  // Hosts without the Enterprise code say yes and do nothing when neither the department nor its fallback has anybody.
  throw refusal('nobody-available');
}

/** The host follows a chain of fallback departments without a word, and objects when the room is at its end already. */
function isInFallback({ before, after }: { before: Room; after: Room }, answer: TransferAnswer): boolean {
  if (answer.kind === 'refused')
    return answer.refusal === 'already-there' && after.departmentId === before.departmentId;
  return (answer.kind === 'accepted' || answer.kind === 'unanswered') && after.departmentId !== before.departmentId;
}

/** Somebody else moved the room while this request was at it. */
export function movedElsewhere(): HandoverError {
  return new HandoverError(
    'handover-in-progress',
    'The room was moved elsewhere while this request was being carried out.',
  );
}

/** Nobody knows where the room is, or will be. */
export function unanswered(cause?: unknown): HandoverError {
  return new HandoverError('transfer-unanswered', 'Rocket.Chat did not say in time whether the room was moved.', {
    cause,
  });
}

function refusal(kind: TransferRefusal, reason?: string): HandoverError {
  const { code, sentence } = REFUSALS[kind];
  return new HandoverError(code, sentence, { details: reason === undefined ? [] : [{ reason }] });
}

/** @throws HandoverError room-not-found, room-closed. */
export function requireOpenRoom(room: Room | undefined): Room {
  if (!room) throw new HandoverError('room-not-found', 'There is no Omnichannel room with this roomId.');
  if (!room.isOpen) throw refusal('closed');
  return room;
}

/** @throws HandoverError room-on-hold, transfer-refused (its visitor is gone). */
export function requireMovableRoom(room: Room): void {
  if (room.isOnHold) throw refusal('on-hold');
  if (!room.visitor) throw refusal('visitor-gone');
}

/** @throws HandoverError department-not-found, department-disabled. */
export function requireDepartment(department: Department | undefined): Department {
  if (!department) {
    throw new HandoverError(
      'department-not-found',
      'There is no department with this targetDepartmentName (exact name or id).',
    );
  }
  if (!department.isEnabled) {
    throw new HandoverError('department-disabled', 'The department is disabled or archived.');
  }
  return department;
}
