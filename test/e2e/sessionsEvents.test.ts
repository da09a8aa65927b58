/// <reference types="jest" />
import { eventually } from '../support/eventually';
import { type HandedOver, LiveAgentScene } from '../support/LiveAgentScene';
import type { Chat } from '../support/Scene';

const ASSIGNED = 'IPostLivechatAgentAssigned';
const TRANSFERRED = 'IPostLivechatRoomTransferred';
const CLOSED = 'IPostLivechatRoomClosed';
const SENT = 'IPostMessageSent';
/** The supervisor looks at every room within half a minute. */
const SUPERVISED_MS = 45_000;

let scene: LiveAgentScene;
beforeAll(async () => {
  scene = await LiveAgentScene.open();
});
afterAll(() => scene.close());
afterEach(async () => {
  await scene.client.control.clearFaults();
  await scene.client.changeSetting('Livechat_Routing_Method', 'Auto_Selection');
});

describe.each([
  ['a bot', (visitor: Chat) => scene.scene.handover({ roomId: visitor.rid, targetDepartmentName: 'salesforce' })],
  ['a human', (visitor: Chat) => forward(visitor, 'salesforce')],
])('the events of a room that %s hands over', (_by, handOver) => {
  test.each([
    ['the assignment', [ASSIGNED]],
    ['the transfer', [TRANSFERRED]],
    ['both', [ASSIGNED, TRANSFERRED]],
  ])('start one session when %s come late', async (_name, late) => {
    const visitor = await scene.visitor();
    for (const event of late) await scene.client.control.delayEvents(event, 800, 1);
    await handOver(visitor);
    await untilGiven(visitor, [ASSIGNED, TRANSFERRED]);
    await expectOneSession(visitor);
  });
});

describe('an event that never comes', () => {
  test('of a room that a bot hands over is not needed', async () => {
    const visitor = await scene.visitor();
    await lose(ASSIGNED, TRANSFERRED);
    await scene.scene.handover({ roomId: visitor.rid, targetDepartmentName: 'salesforce' });
    await expectOneSession(visitor);
  });

  test('of a room that is closed, moved away or handed over by a human is made good by the supervisor', async () => {
    const [closed, moved] = [await scene.talking(), await scene.talking()];
    const arriving = await scene.visitor();
    await scene.client.control.loseEvents(CLOSED);
    await scene.client.control.loseEvents(ASSIGNED);
    await scene.client.control.loseEvents(TRANSFERRED);
    await scene.client.livechat.closeAsVisitor(closed);
    await forward(moved, 'support');
    await forward(arriving, 'salesforce');
    await scene.untilFree(closed, SUPERVISED_MS);
    await scene.untilFree(moved, SUPERVISED_MS);
    expect([await scene.untilOver(closed), await scene.untilOver(moved)]).toEqual(['client', 'client']);
    expect((await scene.client.livechat.room(moved.rid)).servedBy?.username).toBe('susan');
    await eventually(async () => expect(await scene.chatsOf(arriving)).toHaveLength(1), SUPERVISED_MS);
    await expectOneSession(arriving);
  }, 60_000);

  test('of a message is made good by the next one, in order', async () => {
    const room = await scene.talking();
    await lose(SENT);
    await scene.say(room, 'nobody tells of this');
    await scene.say(room, 'but of this');
    await scene.untilHeard(room, ['nobody tells of this', 'but of this']);
  });

  test('of a message in the queue is made good by the agent who joins', async () => {
    const room = await scene.queued();
    await lose(SENT);
    await scene.say(room, 'nobody tells of this');
    await scene.accept(room);
    await scene.untilHeard(room, ['nobody tells of this']);
  });
});

describe('where agents pick their rooms themselves', () => {
  test('a room that waits with nobody serving it is given to the bridge agent, and gets its session', async () => {
    const visitor = await scene.visitor();
    await pickByHand();
    await scene.handOver(visitor);
    await expectOneSession(visitor);
    expect((await scene.client.livechat.room(visitor.rid)).servedBy?.username).toBe('bridge');
  });

  test('a room whose assignment the host refuses at first gets it later', async () => {
    const visitor = await scene.visitor();
    await pickByHand();
    await scene.client.livechat.setAgentStatus(String(scene.scene.agents.bridge), 'not-available');
    await scene.scene.handover({ roomId: visitor.rid, targetDepartmentName: 'salesforce' });
    expect((await scene.client.livechat.room(visitor.rid)).servedBy).toBeUndefined();
    await scene.client.livechat.setAgentStatus(String(scene.scene.agents.bridge), 'available');
    await eventually(async () => expect(await scene.chatsOf(visitor)).toHaveLength(1), SUPERVISED_MS);
    await expectOneSession(visitor);
  }, 60_000);
});

function forward({ rid }: Chat, department: string): Promise<void> {
  return scene.client.livechat.forward(rid, { departmentId: scene.scene.department(department) });
}

function pickByHand(): Promise<void> {
  return scene.client.changeSetting('Livechat_Routing_Method', 'Manual_Selection');
}

/** The next event of each kind is lost. */
async function lose(...events: string[]): Promise<void> {
  for (const event of events) await scene.client.control.loseEvents(event, 1);
}

/** Waits until the app was given these events of the handover. */
async function untilGiven({ rid }: Chat, events: readonly string[]): Promise<void> {
  await eventually(async () => {
    const given = (await scene.client.control.events()).filter(({ roomId }) => roomId === rid);
    // The first assignment is that of the bot.
    const sinceHandover = given.slice(given.findIndex(({ event }) => event === ASSIGNED) + 1);
    expect(sinceHandover.map(({ event }) => event)).toEqual(expect.arrayContaining([...events]));
  });
}

/** The visitor and an agent can talk, and there was never more than one chat for the room. */
async function expectOneSession(visitor: Chat): Promise<void> {
  const [chat] = await eventually(async () => {
    const chats = await scene.chatsOf(visitor);
    expect(chats).toHaveLength(1);
    return chats;
  });
  const room: HandedOver = { ...visitor, chat: String(chat?.id) };
  await scene.accept(room);
  await scene.say(room, 'hello');
  await scene.untilHeard(room, ['hello']);
  expect(await scene.chatsOf(room)).toHaveLength(1);
  const told = await scene.told(room);
  expect(told.filter((text) => text.startsWith('Looking') || text.startsWith('You are now'))).toHaveLength(2);
}
