/// <reference types="jest" />
import { HandoverError } from '../../lib/errors';
import { judgeTransfer, requireDepartment, requireMovableRoom, requireOpenRoom } from '../../lib/moveRoom';
import type { Room, TransferAnswer } from '../../lib/rooms';

const target = { id: 'support', name: 'Support', isEnabled: true };

function aRoom(changes: Partial<Room> = {}): Room {
  const visitor = { id: 'visitor', token: 'token' };
  return { id: 'room', isOpen: true, isOnHold: false, departmentId: 'bots', customFields: {}, visitor, ...changes };
}

/** What a caller learns of an error. */
function toldOf(act: () => unknown): object {
  try {
    return { returned: act() };
  } catch (error) {
    if (!(error instanceof HandoverError)) throw error;
    const { code, message, details, cause } = error;
    return { code, message, details, cause };
  }
}

const judge = (after: Room | undefined, answer: TransferAnswer) =>
  toldOf(() => judgeTransfer(target, { before: aRoom(), after }, answer));

test.each<[TransferAnswer & { kind: 'refused' }, string, string]>([
  [{ kind: 'refused', refusal: 'nobody-available' }, 'nobody-available', 'No agent of the department is available.'],
  [{ kind: 'refused', refusal: 'on-hold' }, 'room-on-hold', 'The room is on hold.'],
  [{ kind: 'refused', refusal: 'closed' }, 'room-closed', 'The room is closed.'],
  [{ kind: 'refused', refusal: 'department-gone' }, 'department-not-found', 'The department was removed meanwhile.'],
  [
    { kind: 'refused', refusal: 'visitor-gone' },
    'transfer-refused',
    'The visitor of the room was removed or disabled.',
  ],
  [{ kind: 'refused', refusal: 'not-allowed' }, 'transfer-refused', 'Rocket.Chat refused to transfer the room.'],
])('a room that stays where it was is a refusal with its reason: $refusal', (answer, code, message) => {
  expect(judge(aRoom(), answer)).toEqual({ code, message, details: [], cause: undefined });
  const details = [{ reason: 'error-code-of-the-host' }];
  expect(judge(aRoom(), { ...answer, reason: 'error-code-of-the-host' })).toEqual({
    code,
    message,
    details,
    cause: undefined,
  });
});

const cause = new Error('the host is gone');
const noAnswer = 'Rocket.Chat did not say in time whether the room was moved.';
const elsewhere = 'The room was moved elsewhere while this request was being carried out.';

test.each<[string, Room | undefined, TransferAnswer, object]>([
  [
    'stays, with a failure',
    aRoom(),
    { kind: 'failed', cause },
    { code: 'internal-error', message: 'The room did not move.', cause },
  ],
  ['stays, with no answer', aRoom(), { kind: 'unanswered' }, { code: 'transfer-unanswered', message: noAnswer }],
  ['stays, with a yes', aRoom(), { kind: 'accepted' }, { code: 'nobody-available' }],
  ['is gone', undefined, { kind: 'accepted' }, { code: 'room-closed', message: 'The room is closed.' }],
  ['is closed', aRoom({ isOpen: false }), { kind: 'accepted' }, { code: 'room-closed' }],
  [
    'is elsewhere after a failure',
    aRoom({ departmentId: 'sales' }),
    { kind: 'failed', cause },
    { code: 'handover-in-progress', message: elsewhere },
  ],
  [
    'is elsewhere after a refusal',
    aRoom({ departmentId: 'sales' }),
    { kind: 'refused', refusal: 'already-there' },
    { code: 'handover-in-progress', message: elsewhere },
  ],
])('a room that %s after a transfer is an error', (_what, after, answer, error) => {
  expect(judge(after, answer)).toMatchObject(error);
});

test.each<[string, Room, TransferAnswer, object]>([
  [
    'where it was to go',
    aRoom({ departmentId: 'support', servedBy: 'ann' }),
    { kind: 'failed', cause },
    { departmentId: 'support', departmentName: 'Support', servedBy: 'ann' },
  ],
  [
    'in the fallback',
    aRoom({ departmentId: 'sales', departmentName: 'Sales' }),
    { kind: 'accepted' },
    { departmentId: 'sales', departmentName: 'Sales' },
  ],
  [
    'in the fallback after no answer',
    aRoom({ departmentId: 'sales' }),
    { kind: 'unanswered' },
    { departmentId: 'sales' },
  ],
  [
    'at the end of the fallbacks already',
    aRoom(),
    { kind: 'refused', refusal: 'already-there' },
    { departmentId: 'bots' },
  ],
])('a room that is %s after a transfer has arrived', (_what, after, answer, destination) => {
  expect(judge(after, answer)).toEqual({ returned: destination });
});

test('a room in no department that stays there is in no fallback', () => {
  const lost = aRoom({ departmentId: undefined });
  const answer: TransferAnswer = { kind: 'refused', refusal: 'already-there' };
  expect(toldOf(() => judgeTransfer(target, { before: lost, after: lost }, answer))).toMatchObject({
    code: 'nobody-available',
  });
});

test.each([
  ['no room', () => requireOpenRoom(undefined), 'room-not-found', 'There is no Omnichannel room with this roomId.'],
  ['a closed room', () => requireOpenRoom(aRoom({ isOpen: false })), 'room-closed', 'The room is closed.'],
  ['a room on hold', () => requireMovableRoom(aRoom({ isOnHold: true })), 'room-on-hold', 'The room is on hold.'],
  [
    'a room without its visitor',
    () => requireMovableRoom(aRoom({ visitor: undefined })),
    'transfer-refused',
    'The visitor of the room was removed or disabled.',
  ],
  [
    'no department',
    () => requireDepartment(undefined),
    'department-not-found',
    'There is no department with this targetDepartmentName (exact name or id).',
  ],
  [
    'a disabled department',
    () => requireDepartment({ ...target, isEnabled: false }),
    'department-disabled',
    'The department is disabled or archived.',
  ],
])('%s cannot be handed over, and why is told', (_what, act, code, message) => {
  expect(toldOf(act)).toMatchObject({ code, message });
});
