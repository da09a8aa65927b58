/// <reference types="jest" />
import { BOT } from './KillScene';
import { leftOver } from './leftOver';

interface Places {
  ghosts?: string[];
  rooms?: Array<{ _id: string; servedBy?: { username: string } }>;
  records?: Array<{ associations: Array<{ id: string }>; data: object }>;
  unimplemented?: string[];
}

/** What is found where nothing is but a room of the bot's and the heartbeat of an instance, and this. */
function found({ ghosts = [], rooms = [], records = [], unimplemented = [] }: Places): Promise<string[]> {
  const heartbeat = { associations: [{ id: 'handover-instance' }], data: { atMs: 1 } };
  return leftOver({
    centre: { ghosts: async () => ghosts },
    client: {
      livechat: { rooms: async () => [{ _id: 'with the bot', servedBy: { username: BOT } }, ...rooms] },
      control: { records: async () => [heartbeat, ...records], unimplemented: async () => unimplemented },
    },
  });
}

test('rooms that the bot serves and the heartbeats of instances are nothing left over', async () => {
  expect(await found({})).toEqual([]);
});

test.each([
  ['a conversation that goes on', { ghosts: ['ghost: 1'] }, 'ghost: 1'],
  [
    'a room that the bridge agent still serves',
    { rooms: [{ _id: 'r', servedBy: { username: 'bridge' } }] },
    'stuck room: r',
  ],
  ['a room that nobody serves', { rooms: [{ _id: 'r' }] }, 'stuck room: r'],
  ['a record', { records: [{ associations: [{ id: 'handover-session' }], data: { a: 1 } }] }, 'record left: {"a":1}'],
  ['a call that the sandbox does not have', { unimplemented: ['doX'] }, 'not in the sandbox: doX'],
])('%s is left over', async (_what, places, finding) => {
  expect(await found(places)).toEqual([finding]);
});
