/// <reference types="jest" />
import type { Claim } from '../../lib/claim';
import { statusOf } from '../../lib/describeHandover';
import { aSession } from '../support/aDesk';

const NOW_MS = 1_000_000;
const room = { id: 'room', isOpen: true, isOnHold: false, departmentId: 'sales', customFields: {} };

function aClaim(changes: Partial<Claim> = {}): Claim {
  const { id, roomId } = { id: 'claim', roomId: room.id };
  return {
    id,
    roomId,
    status: 'held',
    departmentId: 'sales',
    claimedAtMs: NOW_MS - 5,
    context: { attributes: [] },
    ...changes,
  };
}

test.each<[string, Claim[], object]>([
  ['nobody has asked for', [], { state: 'none', sinceMs: undefined }],
  ['a request is at', [aClaim()], { state: 'moving', sinceMs: NOW_MS - 5 }],
  [
    'several requests are at is counted from the newest',
    [aClaim({ claimedAtMs: NOW_MS - 9 }), aClaim({ claimedAtMs: NOW_MS - 3 }), aClaim({ claimedAtMs: NOW_MS - 6 })],
    { state: 'moving', sinceMs: NOW_MS - 3 },
  ],
  ['a request has moved', [aClaim({ status: 'kept' })], { state: 'requested', sinceMs: NOW_MS - 5 }],
  [
    'a request has moved and another one is at',
    [aClaim({ status: 'kept', claimedAtMs: NOW_MS - 1 }), aClaim()],
    { state: 'moving', sinceMs: NOW_MS - 5 },
  ],
  [
    'was handed over to a department that it has left since',
    [aClaim({ status: 'kept', departmentId: 'support' })],
    { state: 'none', sinceMs: undefined },
  ],
  [
    'a request has been at for too long to be alive',
    [aClaim({ claimedAtMs: NOW_MS - 40_000 })],
    { state: 'none', sinceMs: undefined },
  ],
])('the handover of a room that %s', (_what, claims, status) => {
  expect(statusOf({ room, session: undefined, claims }, NOW_MS)).toEqual({ departmentId: 'sales', ...status });
});

test('a session is how the handover stands, whatever was claimed', () => {
  const session = aSession({ state: 'active', startedAtMs: 7 });
  expect(statusOf({ room, session, claims: [aClaim()] }, NOW_MS)).toEqual({
    state: 'active',
    departmentId: 'sales',
    sinceMs: 7,
  });
});
