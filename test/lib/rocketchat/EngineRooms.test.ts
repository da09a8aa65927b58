/// <reference types="jest" />
import type {
  ILivechatRead,
  ILivechatUpdater,
  IRoomRead,
  IUserRead,
} from '@rocket.chat/apps-engine/definition/accessors';
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
  const rooms = { getById: async () => room } as unknown as IRoomRead;
  const updater = { transferVisitor } as ILivechatUpdater;
  return new EngineRooms({ rooms, updater, livechat: {} as ILivechatRead, users: {} as IUserRead });
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
      visitor: { id: 'visitor', token: 'token' },
      departmentId: 'bots',
      departmentName: 'Bots',
      customFields: {},
    };
    expect(await roomsOver(engineRoom).find('room')).toEqual(expected);
  });

  test.each([
    ['is closed when the engine leaves isOpen out', { isOpen: undefined }, { isOpen: false }],
    ['is closed when the engine says null', { isOpen: null }, { isOpen: false }],
    ['is on hold by an unmapped property', { _unmappedProperties_: { onHold: true } }, { isOnHold: true }],
    ['may have no unmapped properties', { _unmappedProperties_: undefined }, { isOnHold: false }],
    ['may be in no department', { department: null }, { departmentId: undefined }],
  ])('%s', async (_name, change, expected) => {
    expect(await roomsOver({ ...engineRoom, ...change }).find('room')).toMatchObject(expected);
  });

  test('may have lost its visitor', async () => {
    expect(await roomsOver({ ...engineRoom, visitor: null }).find('room')).not.toHaveProperty('visitor');
  });

  test('tells what is known of its visitor, who serves it, and what others have written on it', async () => {
    const visitor = {
      id: 'visitor',
      token: 'token',
      name: 'Vera',
      visitorEmails: [{ address: 'vera@example.com' }, { address: 'second@example.com' }],
      phone: [{ phoneNumber: '+49 1' }],
      livechatData: { language: 'de' },
    };
    const room = { ...engineRoom, visitor, servedBy: { username: 'bridge' }, customFields: { salesforceId: '500' } };
    expect(await roomsOver(room).find('room')).toMatchObject({
      visitor: { name: 'Vera', email: 'vera@example.com', phone: '+49 1', language: 'de' },
      servedBy: 'bridge',
      customFields: { salesforceId: '500' },
    });
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

describe('the rooms of an agent through the engine', () => {
  const agent = { id: 'agent-id', username: 'bridge' };

  function roomsOf({ user, open }: { user: unknown; open: unknown }) {
    const asked: string[] = [];
    const livechat = {
      getLivechatOpenRoomsByAgentId: async (id: string) => {
        asked.push(id);
        return open;
      },
    };
    const users = { getByUsername: async () => user };
    const access = { livechat, users, rooms: {}, updater: {} };
    return { rooms: new EngineRooms(access as unknown as ConstructorParameters<typeof EngineRooms>[0]), asked };
  }

  test('are asked for by the id of the user', async () => {
    const { rooms, asked } = roomsOf({ user: agent, open: [{ id: 'one' }, { id: 'two' }] });
    expect([await rooms.openRoomsOf('bridge'), asked]).toEqual([['one', 'two'], ['agent-id']]);
  });

  test.each([
    ['there is no such user', { user: null, open: [] }],
    ['the engine answers nothing', { user: agent, open: undefined }],
  ])('are none when %s', async (_name, engine) => {
    expect(await roomsOf(engine).rooms.openRoomsOf('bridge')).toEqual([]);
  });
});

describe('an assignment and a closing through the engine', () => {
  const agent = { id: 'agent-id', username: 'bridge' };

  async function during(updater: Partial<ILivechatUpdater>, changes: object = {}) {
    const reader = { getById: async () => ({ ...engineRoom, ...changes }) } as unknown as IRoomRead;
    const users = { getByUsername: async () => agent } as unknown as IUserRead;
    const access = { rooms: reader, users, livechat: {} as ILivechatRead, updater: updater as ILivechatUpdater };
    const rooms = new EngineRooms(access);
    const room = await rooms.find('room');
    if (!room) throw new Error('no room');
    return { rooms, room };
  }

  test('assigns to the agent alone, because the host forwards no room to the department that it is in', async () => {
    const calls: unknown[] = [];
    const transferVisitor: ILivechatUpdater['transferVisitor'] = async (_visitor, to) => {
      calls.push(to);
      return true;
    };
    const { rooms, room } = await during({ transferVisitor });
    expect(await rooms.assign(room, 'bridge')).toEqual({ kind: 'accepted' });
    expect(calls).toEqual([{ currentRoom: expect.objectContaining({ id: 'room' }), targetAgent: agent }]);
  });

  test('closes with a comment', async () => {
    const calls: unknown[] = [];
    const closeRoom: ILivechatUpdater['closeRoom'] = async (room, comment) => {
      calls.push([room.id, comment]);
      return true;
    };
    const { rooms, room } = await during({ closeRoom });
    await rooms.close(room, 'over');
    expect(calls).toEqual([['room', 'over']]);
  });

  test('does not close what is closed', async () => {
    const closeRoom = jest.fn();
    const { rooms, room } = await during({ closeRoom }, { isOpen: false });
    await rooms.close(room, 'over');
    expect(closeRoom).not.toHaveBeenCalled();
  });

  test('succeeds when the room was closed meanwhile, and fails otherwise', async () => {
    const failing = (message: string) => during({ closeRoom: () => Promise.reject(new Error(message)) });
    const closed = await failing('error-room-closed');
    await expect(closed.rooms.close(closed.room, 'over')).resolves.toBeUndefined();
    const broken = await failing('no store');
    await expect(broken.rooms.close(broken.room, 'over')).rejects.toThrow('no store');
  });
});
