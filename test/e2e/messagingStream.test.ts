/// <reference types="jest" />
import type { FaultRequest } from '../../sandbox/salesforce-messaging/faults';
import { eventually } from '../support/eventually';
import { type HandedOver, MessagingScene, ORG } from '../support/MessagingScene';

const STREAM = 'eventrouter/sse';

let scene: MessagingScene;
beforeAll(async () => {
  scene = await MessagingScene.open();
}, 60_000);
afterAll(() => scene.close());
afterEach(async () => {
  await scene.salesforce.clearFaults();
  await scene.salesforce.setSwitches({ replay: 'buffer' });
  await scene.salesforce.setAgent(ORG.ana, { capacity: 1_000 });
});

test('the visitor is told his place in the queue, and who takes him', async () => {
  await scene.salesforce.setAgent(ORG.ana, { capacity: 0 });
  const [first, second] = [await placed('number 1'), await placed('number 2')];
  await scene.salesforce.setAgent(ORG.ana, { capacity: 1_000 });
  await scene.accept(first);
  await scene.accept(second);
  expect((await scene.told(second)).filter((text) => text.startsWith('You are n'))).toEqual([
    'You are number 2 in the queue.',
    'You are now talking to Ana.',
  ]);
});

test('the agent’s typing shows in the widget, and stops', async () => {
  const room = await scene.talking();
  await scene.salesforce.typing(room.chat, true);
  await scene.untilTyping(room, [true]);
  await scene.salesforce.typing(room.chat, false);
  await scene.untilTyping(room, [true, false]);
});

test('a conversation has one stream, and none when it is over', async () => {
  const room = await scene.talking();
  await untilStreams(room, 1);
  await scene.salesforce.end(room.chat);
  await scene.untilBack(room);
  await untilStreams(room, 0);
});

describe('words of both sides arrive once and in order, and no failure is told,', () => {
  test.each([
    ['where a proxy refuses streams', { kind: 'status', call: STREAM, status: 403 }],
    ['where a proxy answers streams with a page', { kind: 'status', call: STREAM, status: 200, body: '<html>' }],
    ['where a proxy keeps streams to itself', { kind: 'silent-stream' }],
    ['where there are too many streams for a while', { kind: 'status', call: STREAM, status: 429, times: 2 }],
    ['where streams break as they are opened', { kind: 'drop', call: STREAM }],
  ] as const)('%s', async (_where, fault) => {
    await scene.salesforce.addFault(fault);
    await expectWordsIn(await scene.talking());
  });

  test.each([
    ['events that come twice', { kind: 'duplicate-event' }],
    ['events of one step that come in any order', { kind: 'shuffle-step' }],
    ['events that nobody knows', { kind: 'unknown-event' }],
    ['a stream that breaks before each event', { kind: 'drop-stream', when: 'before', times: 3 }],
    ['a stream that breaks in the middle of each event', { kind: 'drop-stream', when: 'during', times: 3 }],
    ['a stream that breaks after each event', { kind: 'drop-stream', when: 'after', times: 3 }],
    ['an event that is no JSON', { kind: 'malformed-event', part: 'data', times: 1 }],
    ['an event whose content is no JSON', { kind: 'malformed-event', part: 'payload', times: 1 }],
  ] satisfies Array<[string, FaultRequest]>)('with %s', async (_name, fault) => {
    const room = await scene.talking();
    await untilStreams(room, 1);
    await scene.salesforce.addFault({ ...fault, conversation: room.chat });
    await expectWordsIn(room);
  });

  test('with a stream that breaks, and brings nothing of what was missed', async () => {
    await scene.salesforce.setSwitches({ replay: 'none' });
    const room = await scene.talking();
    await untilStreams(room, 1);
    await scene.salesforce.addFault({ kind: 'drop-stream', when: 'before', conversation: room.chat, times: 2 });
    await expectWordsIn(room);
  });

  test('with an event that never came, as soon as the stream is opened again', async () => {
    const room = await scene.talking();
    await untilStreams(room, 1);
    await scene.salesforce.addFault({ kind: 'lose-event', conversation: room.chat, times: 1 });
    await scene.salesforce.say(room.chat, 'did you see this?');
    await scene.salesforce.dropStreams();
    await scene.until(room, 'did you see this?');
  });
});

test('words that are late are told when they come, once', async () => {
  const room = await scene.talking();
  await untilStreams(room, 1);
  const late = { kind: 'delay-event', event: 'CONVERSATION_MESSAGE', delayMs: 500, times: 1 } as const;
  await scene.salesforce.addFault({ ...late, conversation: room.chat });
  await scene.salesforce.say(room.chat, 'said first');
  await scene.salesforce.say(room.chat, 'said second');
  await scene.until(room, 'said first');
  expect((await scene.told(room)).slice(-2)).toEqual(['said second', 'said first']);
});

async function placed(words: string): Promise<HandedOver> {
  const room = await scene.queued();
  await scene.until(room, words);
  return room;
}

async function untilStreams({ chat }: HandedOver, count: number): Promise<void> {
  await eventually(async () => expect((await scene.salesforce.conversation(chat)).streams).toBe(count));
}

/** Both sides talk, and the agent ends the conversation. */
async function expectWordsIn(room: HandedOver): Promise<void> {
  const before = await scene.told(room);
  for (const text of ['one', 'two', 'three']) {
    await scene.say(room, text);
    await scene.salesforce.say(room.chat, `answer ${text}`);
  }
  await scene.untilHeard(room, ['one', 'two', 'three']);
  await scene.until(room, 'answer three');
  await scene.salesforce.end(room.chat);
  await scene.untilBack(room);
  expect((await scene.told(room)).slice(before.length)).toEqual([
    'answer one',
    'answer two',
    'answer three',
    'The agent has ended the conversation.',
  ]);
}
