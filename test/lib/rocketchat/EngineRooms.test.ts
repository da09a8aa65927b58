/// <reference types="jest" />
import type { ILivechatUpdater, IRoomRead } from '@rocket.chat/apps-engine/definition/accessors';
import { EngineRooms } from '../../../lib/rocketchat/EngineRooms';

const engineRoom = {
  id: 'room',
  type: 'l',
  isOpen: true,
  visitor: { id: 'visitor', token: 'token' },
  department: { id: 'bots', name: 'Bots' },
  _unmappedProperties_: { onHold: false },
};

function roomsOver(
  room: unknown,
  transferVisitor: ILivechatUpdater['transferVisitor'] = async () => true,
): EngineRooms {
  const reader = { getById: async () => room } as unknown as IRoomRead;
  return new EngineRooms(reader, { transferVisitor } as ILivechatUpdater);
}

async function transfer(answer: () => unknown) {
  const rooms = roomsOver(engineRoom, (async () => answer()) as ILivechatUpdater['transferVisitor']);
  const room = await rooms.find('room');
  return room && rooms.transfer(room, 'support');
}

describe('a room read from the engine', () => {
  test('tells what a handover must know', async () => {
    const expected = {
      id: 'room',
      isOpen: true,
      isOnHold: false,
      hasVisitor: true,
      departmentId: 'bots',
      departmentName: 'Bots',
    };
    expect(await roomsOver(engineRoom).find('room')).toEqual(expected);
  });

  test.each([
    ['is closed when the engine leaves isOpen out', { isOpen: undefined }, { isOpen: false }],
    ['is closed when the engine says null', { isOpen: null }, { isOpen: false }],
    ['is on hold by an unmapped property', { _unmappedProperties_: { onHold: true } }, { isOnHold: true }],
    ['may have no unmapped properties', { _unmappedProperties_: undefined }, { isOnHold: false }],
    ['may have lost its visitor', { visitor: null }, { hasVisitor: false }],
    ['may be in no department', { department: null }, { departmentId: undefined }],
  ])('%s', async (_name, change, expected) => {
    expect(await roomsOver({ ...engineRoom, ...change }).find('room')).toMatchObject(expected);
  });

  test.each([
    ['null', null],
    ['undefined', undefined],
    ['a channel', { ...engineRoom, type: 'c' }],
  ])('does not exist when the engine gives %s', async (_name, room) => {
    expect(await roomsOver(room).find('room')).toBeUndefined();
  });
});

describe('a transfer through the engine', () => {
  test("passes the engine's own room of that read and the id of the department", async () => {
    const calls: unknown[] = [];
    const rooms = roomsOver(engineRoom, async (visitor, to) => {
      calls.push(visitor, to);
      return true;
    });
    const room = await rooms.find('room');
    if (room) await rooms.transfer(room, 'support');
    expect(calls).toEqual([engineRoom.visitor, { currentRoom: engineRoom, targetDepartment: 'support' }]);
  });

  test.each([
    [true, { kind: 'accepted' }],
    [false, { kind: 'refused', refusal: 'nobody-available' }],
    [null, { kind: 'failed', cause: expect.stringContaining('livechat-visitor.write') }],
    [undefined, { kind: 'failed', cause: expect.stringContaining('livechat-visitor.write') }],
  ])('that answers %s', async (answer, expected) => {
    expect(await transfer(() => answer)).toEqual(expected);
  });

  test.each([
    ['error-room-onHold', 'on-hold', 'error-room-onHold'],
    ['error-no-agents-online-in-department', 'nobody-available', 'error-no-agents-online-in-department'],
    ['Invalid department [error-invalid-department]', 'department-gone', 'error-invalid-department'],
    ['error-transferring-inquiry', 'closed', 'error-transferring-inquiry'],
    ['Invalid visitor, cannot transfer', 'visitor-gone', undefined],
    [
      'The forwarding to the target department is not allowed. [error-forwarding-department-target-not-allowed]',
      'not-allowed',
      'error-forwarding-department-target-not-allowed',
    ],
    ['error-something-new', 'not-allowed', 'error-something-new'],
  ])('that throws "%s" is refused: %s', async (message, refusal, reason) => {
    const answer = await transfer(() => {
      throw new Error(message);
    });
    expect(answer).toEqual({ kind: 'refused', refusal, ...(reason && { reason }) });
  });

  test('that throws anything else has failed', async () => {
    const cause = new TypeError("Cannot read properties of undefined (reading 'phone')");
    const answer = await transfer(() => {
      throw cause;
    });
    expect(answer).toEqual({ kind: 'failed', cause });
  });

  test('of a room that was read elsewhere has failed', async () => {
    const room = await roomsOver(engineRoom).find('room');
    expect(room && (await roomsOver(engineRoom).transfer(room, 'support'))).toMatchObject({ kind: 'failed' });
  });

  test('that the host never answers is given up', async () => {
    jest.useFakeTimers();
    try {
      const rooms = roomsOver(engineRoom, () => new Promise(() => undefined));
      const room = await rooms.find('room');
      const answer = room && rooms.transfer(room, 'support');
      await jest.advanceTimersByTimeAsync(12_000);
      expect(await answer).toEqual({ kind: 'unanswered' });
    } finally {
      jest.useRealTimers();
    }
  });
});
