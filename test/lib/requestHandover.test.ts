/// <reference types="jest" />
import { HandoverError } from '../../lib/errors';
import { Routing } from '../../lib/Routing';
import { type HandoverOutcome, type HandoverRequest, requestHandover, survey } from '../../lib/requestHandover';
import type { TransferAnswer } from '../../lib/rooms';
import { aDesk, aSession, type TestDesk } from '../support/aDesk';

let desk: TestDesk;
beforeEach(() => {
  desk = aDesk();
});

const context = { attributes: [['caseId', '7']] as const, buttonId: 'button', summary: 'wants a refund' };

async function hand(changes: Partial<HandoverRequest> = {}, servedDepartment?: string): Promise<HandoverOutcome> {
  const request = { roomId: 'room', targetDepartmentName: 'support', context: { attributes: [] }, ...changes };
  const routing = new Routing([], servedDepartment);
  return requestHandover(desk, request, { ...(await survey(desk, request)), routing });
}

async function codeOf(outcome: Promise<unknown>): Promise<string> {
  const error = await outcome.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof HandoverError ? error.code : `no HandoverError: ${String(error)}`;
}

function refuse(answer: TransferAnswer): void {
  desk.omnichannel.onTransfer = async () => answer;
}

describe('a handover that succeeds', () => {
  test('moves the room to the department by name', async () => {
    expect(await hand()).toMatchObject({ kind: 'handed-over', warnings: [] });
    expect(await desk.rooms.find('room')).toMatchObject({ departmentId: 'support' });
  });

  test('finds the department by id, too', async () => {
    desk.omnichannel.addDepartment({ id: 'd-42', name: 'Billing' });
    await hand({ targetDepartmentName: 'd-42' });
    expect(desk.omnichannel.transfers).toEqual([{ roomId: 'room', departmentId: 'd-42' }]);
  });

  test('leaves a room that is already in the department where it is', async () => {
    desk.omnichannel.place({ id: 'room', departmentId: 'support', isOnHold: true });
    expect(await hand()).toMatchObject({ kind: 'handed-over' });
    expect(desk.omnichannel.transfers).toEqual([]);
  });

  test('is judged by where the room is, though the host reported an error after moving it', async () => {
    desk.omnichannel.onTransfer = async (room, departmentId) => {
      desk.omnichannel.place({ ...room, departmentId });
      return { kind: 'refused', refusal: 'not-allowed', reason: 'error-invalid-inquiry' };
    };
    expect(await hand()).toMatchObject({ kind: 'handed-over', warnings: [] });
  });

  test('names the fallback department that has the room already', async () => {
    desk.omnichannel.place({ id: 'room', departmentId: 'd-9', departmentName: 'Night shift' });
    refuse({ kind: 'refused', refusal: 'already-there', reason: 'error-forwarding-chat-same-department' });
    expect(await hand()).toMatchObject({ warnings: [expect.stringContaining('fallback department Night shift')] });
  });

  test('names the fallback department that the host chose instead', async () => {
    desk.omnichannel.onTransfer = async (room) => {
      desk.omnichannel.place({ ...room, departmentId: 'd-9', departmentName: 'Night shift' });
      return { kind: 'accepted' };
    };
    const warning = 'Nobody was available in support; the room went to its fallback department Night shift.';
    expect(await hand()).toMatchObject({ kind: 'handed-over', warnings: [warning] });
  });

  test('tells where the room has come to', async () => {
    expect(await hand()).toMatchObject({ arrival: { roomId: 'room', department: { id: 'support', name: 'support' } } });
  });

  test('leaves no claim behind', async () => {
    await hand({ context });
    expect(await desk.claims.ofRoom('room')).toEqual([]);
  });
});

describe('what the bot says with a handover', () => {
  test('is ignored with a warning where no provider serves the department', async () => {
    const warning = 'Ignored, because no handover provider serves the department: buttonId, attributes, summary.';
    expect(await hand({ context }, 'salesforce')).toMatchObject({ kind: 'handed-over', warnings: [warning] });
  });

  test('is kept for the session to come where a provider serves the department', async () => {
    expect(await hand({ targetDepartmentName: 'salesforce', context }, 'salesforce')).toMatchObject({ warnings: [] });
    expect(await desk.claims.ofRoom('room')).toMatchObject([{ status: 'kept', departmentId: 'salesforce', context }]);
  });

  test('is kept with the place in the messages of the room at which it was said', async () => {
    const { id, atMs } = desk.messages.write();
    await hand({ targetDepartmentName: 'salesforce', context }, 'salesforce');
    expect(await desk.claims.ofRoom('room')).toMatchObject([{ said: { atMs: atMs - 5_000, ids: [id] } }]);
  });

  test('is kept without that when the messages cannot be read', async () => {
    desk.messages.newest = () => Promise.reject(new Error('down'));
    expect(await hand({ targetDepartmentName: 'salesforce', context }, 'salesforce')).toMatchObject({ warnings: [] });
    expect((await desk.claims.ofRoom('room')).map(({ said, status }) => [said, status])).toEqual([[undefined, 'kept']]);
  });

  test('is kept when the setting names the department by id and the bot by name', async () => {
    desk.omnichannel.addDepartment({ id: 'd-1', name: 'Agents' });
    await hand({ targetDepartmentName: 'Agents', context }, 'd-1');
    expect(await desk.claims.ofRoom('room')).toMatchObject([{ status: 'kept', context }]);
  });

  test('replaces what an earlier handover of the room left', async () => {
    await hand({ targetDepartmentName: 'salesforce', context }, 'salesforce');
    await hand({ targetDepartmentName: 'salesforce', context: { ...context, buttonId: 'other' } }, 'salesforce');
    const kept = await desk.claims.ofRoom('room');
    expect(kept.map((claim) => claim.context.buttonId)).toEqual(['other']);
  });

  test('is forgotten when the room goes on to a department without a provider', async () => {
    await hand({ targetDepartmentName: 'salesforce', context }, 'salesforce');
    await hand({}, 'salesforce');
    expect(await desk.claims.ofRoom('room')).toEqual([]);
  });

  test('is not kept when the room did not move', async () => {
    refuse({ kind: 'refused', refusal: 'nobody-available' });
    await codeOf(hand({ targetDepartmentName: 'salesforce', context }, 'salesforce'));
    expect(await desk.claims.ofRoom('room')).toEqual([]);
  });

  test('is not kept when the room went to a fallback department without a provider', async () => {
    desk.omnichannel.onTransfer = async (room) => {
      desk.omnichannel.place({ ...room, departmentId: 'support' });
      return { kind: 'accepted' };
    };
    await hand({ targetDepartmentName: 'salesforce', context }, 'salesforce');
    expect(await desk.claims.ofRoom('room')).toEqual([]);
  });

  test('is reported as lost when it could not be stored, but the room has moved', async () => {
    desk.claims.keep = async () => Promise.reject(new Error('disk full'));
    const outcome = await hand({ targetDepartmentName: 'salesforce', context }, 'salesforce');
    expect(outcome).toMatchObject({
      warnings: ['Lost, because Rocket.Chat could not store it: buttonId, attributes, summary.'],
    });
    expect(desk.log.lines.join()).toContain('could not be kept');
  });
});

describe('an active session', () => {
  test('refuses every handover, whatever the department', async () => {
    await desk.sessions.create(aSession());
    expect(await hand()).toEqual({ kind: 'session-active' });
    expect(await hand({ targetDepartmentName: 'no such department' })).toEqual({ kind: 'session-active' });
    expect(desk.omnichannel.transfers).toEqual([]);
  });

  test('that started after the first look refuses the handover, too', async () => {
    const request = { roomId: 'room', targetDepartmentName: 'support', context: { attributes: [] } };
    const seen = { ...(await survey(desk, request)), routing: new Routing([], undefined) };
    await desk.sessions.create(aSession({ state: 'starting' }));
    expect(await requestHandover(desk, request, seen)).toEqual({ kind: 'session-active' });
    expect(desk.omnichannel.transfers).toEqual([]);
    expect(await desk.claims.ofRoom('room')).toEqual([]);
  });
});

describe('a handover that is refused', () => {
  const refusals: Array<[string, () => void, string]> = [
    ['the room does not exist', () => desk.omnichannel.removeRoom('room'), 'room-not-found'],
    ['the room is closed', () => desk.omnichannel.place({ id: 'room', isOpen: false }), 'room-closed'],
    ['the room is on hold', () => desk.omnichannel.place({ id: 'room', isOnHold: true }), 'room-on-hold'],
    ['the visitor is gone', () => desk.omnichannel.place({ id: 'room', visitor: undefined }), 'transfer-refused'],
    ['nobody is available', () => refuse({ kind: 'refused', refusal: 'nobody-available' }), 'nobody-available'],
    [
      'the host forbids it',
      () => refuse({ kind: 'refused', refusal: 'not-allowed', reason: 'error-x' }),
      'transfer-refused',
    ],
    ['the department vanished', () => refuse({ kind: 'refused', refusal: 'department-gone' }), 'department-not-found'],
    ['the host put the room on hold meanwhile', () => refuse({ kind: 'refused', refusal: 'on-hold' }), 'room-on-hold'],
    ['the host failed', () => refuse({ kind: 'failed', cause: 'no permission' }), 'internal-error'],
    ['the host accepted but did nothing', () => refuse({ kind: 'accepted' }), 'nobody-available'],
    ['the host did not answer', () => refuse({ kind: 'unanswered' }), 'transfer-unanswered'],
  ];
  test.each(refusals)('because %s says so by its code', async (_why, arrange, code) => {
    arrange();
    expect(await codeOf(hand())).toBe(code);
  });

  test('because the room was closed during the transfer says so', async () => {
    desk.omnichannel.onTransfer = async (room) => {
      desk.omnichannel.place({ ...room, isOpen: false });
      return { kind: 'refused', refusal: 'nobody-available' };
    };
    expect(await codeOf(hand())).toBe('room-closed');
  });

  test('because the room went elsewhere meanwhile says so, and takes no credit', async () => {
    desk.omnichannel.onTransfer = async (room) => {
      desk.omnichannel.place({ ...room, departmentId: 'salesforce' });
      return { kind: 'refused', refusal: 'nobody-available' };
    };
    expect(await codeOf(hand())).toBe('handover-in-progress');
  });

  test('because the room cannot be read after the transfer says that nobody knows, and keeps the claim', async () => {
    const find = desk.rooms.find.bind(desk.rooms);
    desk.omnichannel.onTransfer = async (room, departmentId) => {
      desk.omnichannel.place({ ...room, departmentId });
      desk.omnichannel.find = async () => Promise.reject(new Error('store down'));
      return { kind: 'accepted' };
    };
    expect(await codeOf(hand({ targetDepartmentName: 'salesforce', context }, 'salesforce'))).toBe(
      'transfer-unanswered',
    );
    desk.omnichannel.find = find;
    expect(await desk.claims.ofRoom('room')).toMatchObject([{ status: 'kept', context }]);
  });

  test('because the host took so long that an answer would come too late moves nothing', async () => {
    const { ofRoom } = desk.claims;
    desk.claims.ofRoom = async (roomId) => {
      desk.clock.advance(10_001);
      return ofRoom.call(desk.claims, roomId);
    };
    expect(await codeOf(hand())).toBe('internal-error');
    expect(desk.omnichannel.transfers).toEqual([]);
  });

  test('leaves what an earlier handover kept', async () => {
    await hand({ targetDepartmentName: 'salesforce', context }, 'salesforce');
    refuse({ kind: 'refused', refusal: 'nobody-available' });
    await codeOf(hand({}, 'salesforce'));
    expect(await desk.claims.ofRoom('room')).toMatchObject([{ status: 'kept', context }]);
  });

  test('because the department is unknown or disabled says so', async () => {
    desk.omnichannel.addDepartment({ id: 'old', isEnabled: false });
    expect(await codeOf(hand({ targetDepartmentName: 'Support' }))).toBe('department-not-found');
    expect(await codeOf(hand({ targetDepartmentName: 'old' }))).toBe('department-disabled');
  });

  test("carries the host's own error code to the caller", async () => {
    refuse({ kind: 'refused', refusal: 'not-allowed', reason: 'error-mac-limit-reached' });
    await expect(hand()).rejects.toMatchObject({ details: [{ reason: 'error-mac-limit-reached' }] });
  });

  test('leaves no claim behind', async () => {
    refuse({ kind: 'refused', refusal: 'nobody-available' });
    await codeOf(hand());
    expect(await desk.claims.ofRoom('room')).toEqual([]);
  });

  test('for want of an answer goes on holding the room, which may still move', async () => {
    refuse({ kind: 'unanswered' });
    await codeOf(hand());
    expect(await desk.claims.ofRoom('room')).toMatchObject([{ status: 'held' }]);
  });

  test('because the store failed while the room was being claimed leaves no claim behind', async () => {
    const { ofRoom } = desk.claims;
    desk.claims.ofRoom = async () => Promise.reject(new Error('store down'));
    await expect(hand()).rejects.toThrow('store down');
    expect(await ofRoom.call(desk.claims, 'room')).toEqual([]);
  });

  test('keeps its own error when the claim cannot be removed', async () => {
    refuse({ kind: 'refused', refusal: 'nobody-available' });
    desk.claims.remove = async () => Promise.reject(new Error('store down'));
    expect(await codeOf(hand())).toBe('nobody-available');
  });
});

describe('simultaneous handovers of one room', () => {
  test('to one department end in one transfer and two successes', async () => {
    const outcomes = await Promise.all([hand(), hand()]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['handed-over', 'handed-over']);
    expect(desk.omnichannel.transfers).toHaveLength(1);
  });

  test('to two departments end in one transfer, one success and one refusal', async () => {
    const codes = await Promise.all([
      hand().then(
        () => 'handed-over',
        (error: HandoverError) => error.code,
      ),
      hand({ targetDepartmentName: 'salesforce' }).then(
        () => 'handed-over',
        (error: HandoverError) => error.code,
      ),
    ]);
    expect(codes.sort()).toEqual(['handed-over', 'handover-in-progress']);
    expect(desk.omnichannel.transfers).toHaveLength(1);
  });

  test('let the second try when the first could not move the room', async () => {
    let calls = 0;
    desk.omnichannel.onTransfer = async (room, departmentId) => {
      calls += 1;
      if (calls === 1) return { kind: 'refused', refusal: 'nobody-available' };
      desk.omnichannel.place({ ...room, departmentId });
      return { kind: 'accepted' };
    };
    const codes = await Promise.all([
      hand().then(
        () => 'handed-over',
        (error: HandoverError) => error.code,
      ),
      hand({ targetDepartmentName: 'salesforce' }).then(
        () => 'handed-over',
        (error: HandoverError) => error.code,
      ),
    ]);
    expect(codes.sort()).toEqual(['handed-over', 'nobody-available']);
  });

  test('make one transfer though every call of the store takes its time', async () => {
    const { ofRoom, create } = desk.claims;
    const turns = async (count: number) => {
      for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
    };
    desk.claims.create = async (claim) => turns(7).then(() => create.call(desk.claims, claim));
    desk.claims.ofRoom = async (roomId) => turns(5).then(() => ofRoom.call(desk.claims, roomId));
    const outcomes = await Promise.all([hand(), hand(), hand()]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['handed-over', 'handed-over', 'handed-over']);
    expect(desk.omnichannel.transfers).toHaveLength(1);
  });

  test('of ten requests make one transfer', async () => {
    await Promise.all(Array.from({ length: 10 }, () => hand()));
    expect(desk.omnichannel.transfers).toHaveLength(1);
  });

  test('give up on a room that another request holds for 8 s', async () => {
    await desk.claims.create(heldClaim());
    expect(await codeOf(hand())).toBe('handover-in-progress');
    expect(desk.omnichannel.transfers).toEqual([]);
  });

  test('do not wait for a claim that lies far in the future', async () => {
    await desk.claims.create({ ...heldClaim(), claimedAtMs: desk.clock.nowMs() + 3_600_000 });
    expect(await hand()).toMatchObject({ kind: 'handed-over' });
  });

  test('do not wait for a request that vanished 40 s ago, and clear up after it', async () => {
    await desk.claims.create(heldClaim());
    desk.clock.advance(40_000);
    expect(await hand()).toMatchObject({ kind: 'handed-over' });
    expect(await desk.claims.ofRoom('room')).toEqual([]);
  });
});

function heldClaim() {
  return {
    id: 'of-another-instance',
    roomId: 'room',
    status: 'held' as const,
    departmentId: 'salesforce',
    claimedAtMs: desk.clock.nowMs(),
    context: { attributes: [] },
  };
}
