/// <reference types="jest" />
import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { DirectMessages } from '../../../lib/rocketchat/DirectMessages';
import { RecordingLog } from '../../support/aDesk';

interface User {
  id: string;
  username: string;
  isEnabled: boolean;
}

const anna: User = { id: 'a', username: 'anna', isEnabled: true };
const gone: User = { id: 'g', username: 'gone', isEnabled: false };
const self = { id: 'app', username: 'handover.bot', isEnabled: true };

/** An engine in which direct rooms are made and messages are sent. */
class Engine {
  readonly rooms: Array<{ id: string; usernames: string[] }> = [];
  readonly sent: string[] = [];
  /** What sending does besides. */
  onSend: () => void = () => undefined;

  get read(): IRead {
    const users = [anna, gone];
    return {
      getUserReader: () => ({
        getById: async (id: string) => users.find((user) => user.id === id),
        getByUsername: async (name: string) => users.find(({ username }) => username === name),
        getAppUser: async () => self,
      }),
      getRoomReader: () => ({
        getDirectByUsernames: async (names: string[]) =>
          this.rooms.find(({ usernames }) => names.every((name) => usernames.includes(name))),
      }),
    } as unknown as IRead;
  }

  get modify(): IModify {
    return {
      getCreator: () => ({ startRoom, startMessage, finish: (it: Built) => this.finish(it) }),
    } as unknown as IModify;
  }

  private async finish({ data }: Built): Promise<string> {
    if (data.text === undefined) {
      const room = { id: `room-${this.rooms.length}`, usernames: [self.username, ...(data.members ?? [])] };
      this.rooms.push(room);
      return room.id;
    }
    this.onSend();
    this.sent.push(`${data.room?.id}: ${data.text}`);
    return 'message';
  }
}

interface Built {
  data: { members?: string[]; room?: { id: string }; text?: string };
}

function startRoom() {
  const builder = {
    data: {} as Built['data'],
    setType: () => builder,
    setCreator: () => builder,
    setMembersToBeAddedByUsernames: (members: string[]) => {
      builder.data.members = members;
      return builder;
    },
  };
  return builder;
}

function startMessage() {
  const builder = {
    data: {} as Built['data'],
    setRoom: (room: { id: string }) => {
      builder.data.room = room;
      return builder;
    },
    setText: (text: string) => {
      builder.data.text = text;
      return builder;
    },
  };
  return builder;
}

let engine: Engine;
let log: RecordingLog;
beforeEach(() => {
  engine = new Engine();
  log = new RecordingLog();
});

type Recipients = ReadonlyArray<{ username: string } | { id: string }>;
const to = (...recipients: Recipients) => new DirectMessages(engine.read, engine.modify, log, async () => recipients);

test.each<[string, Recipients[number]]>([
  ['name', { username: 'anna' }],
  ['id', { id: 'a' }],
])(
  'an admin who is known by %s is told in one direct room, which is made when there is none',
  async (_how, anybody) => {
    expect(await to(anybody).tell('one')).toBe(true);
    expect(await to(anybody).tell('two')).toBe(true);
    expect([engine.sent, engine.rooms]).toEqual([
      ['room-0: one', 'room-0: two'],
      [{ id: 'room-0', usernames: ['handover.bot', 'anna'] }],
    ]);
  },
);

test.each<[string, Recipients]>([
  ['nobody is named', []],
  ['the one who is named does not exist', [{ username: 'nobody' }]],
  ['the one who is named was deactivated', [{ username: 'gone' }]],
])('nobody can be told when %s', async (_why, recipients) => {
  expect([await to(...recipients).areKnown(), await to(...recipients).tell('one'), engine.sent]).toEqual([
    false,
    false,
    [],
  ]);
});

test('one of several is enough, and the others keep nobody from being told', async () => {
  expect(await to({ username: 'gone' }, { username: 'anna' }).tell('one')).toBe(true);
});

test('what the host does not take was told to nobody, and is logged', async () => {
  engine.onSend = () => {
    throw new Error('error-not-allowed');
  };
  expect(await to({ username: 'anna' }).tell('one')).toBe(false);
  expect(log.lines).toEqual([expect.stringContaining('error-not-allowed')]);
});
