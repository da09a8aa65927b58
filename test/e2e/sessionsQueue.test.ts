/// <reference types="jest" />
import { SettingId } from '../../settings/SettingId';
import { type HandedOver, LiveAgentScene, ORG } from '../support/LiveAgentScene';

let scene: LiveAgentScene;
beforeAll(async () => {
  const settings = { [SettingId.nextInQueue]: '', [SettingId.queuePosition]: 'Place {position}.' };
  scene = await LiveAgentScene.open({ settings });
  await scene.salesforce.setAgent(ORG.ana, { capacity: 1 });
});
afterAll(() => scene.close());
afterEach(async () => {
  const chats = await scene.salesforce.chats();
  const waiting = chats.filter(({ state }) => state === 'queued' || state === 'connected');
  for (const { id } of waiting) await scene.salesforce.end(id);
});

test('a visitor hears of his place in the queue, and of a queue that moves fast only where it stands in the end', async () => {
  const talking = await scene.talking();
  const first = await queuedAt(1);
  const second = await queuedAt(2);
  const third = await queuedAt(3);
  await scene.salesforce.end(talking.chat);
  await scene.accept(first);
  await scene.salesforce.end(first.chat);
  await scene.until(third, 'Place 1.');
  expect([await places(first), await places(second), await places(third)]).toEqual([
    ['Place 1.'],
    ['Place 2.', 'Place 1.'],
    ['Place 3.', 'Place 1.'],
  ]);
});

test('a text that the admin has left empty is not said', async () => {
  const room = await scene.talking();
  await scene.salesforce.end(room.chat);
  await scene.untilBack(room);
  expect(await scene.told(room)).toEqual([
    'Looking for an agent for you.',
    'Place 1.',
    'You are now talking to Ana.',
    'The agent has ended the conversation.',
  ]);
});

test('a handover that fails is tried once: one chat, one way there and one back', async () => {
  const room = await scene.queued();
  await scene.salesforce.act(room.chat, 'fail', { reason: 'Unavailable' });
  await scene.untilBack(room);
  await scene.untilFree(room);
  // What would start it again: news of the room, and a round of the supervisor.
  await scene.say(room, 'is anybody there?');
  await scene.client.livechat.forward(room.rid, { departmentId: scene.scene.department('support') });
  await scene.salesforce.end((await scene.talking()).chat);
  expect([await scene.chatsOf(room), await scene.scene.transfers(room.rid)]).toEqual([[expect.anything()], 3]);
});

async function queuedAt(place: number): Promise<HandedOver> {
  const room = await scene.queued();
  await scene.until(room, `Place ${place}.`);
  return room;
}

async function places(room: HandedOver): Promise<string[]> {
  return (await scene.told(room)).filter((text) => text.startsWith('Place'));
}
