/// <reference types="jest" />
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { AGENTS, API_KEY, GenesysScene } from '../support/GenesysScene';
import { APP_ID } from '../support/Scene';

let scene: GenesysScene;
/** Two servers: rooms are handed over on the first, and the webhook calls the second. */
beforeAll(async () => {
  scene = await GenesysScene.open({ instances: 2, webhookAt: 1 });
});
afterAll(async () => {
  expect(await scene.client.control.unimplemented()).toEqual([]);
  await scene.close();
});
afterEach(() => scene.genesys.clearFaults());

test('a handed over room goes from the queue to the agent, to another one, and back to the bot', async () => {
  const room = await scene.queued({ summary: 'wants a refund', attributes: { caseId: '7' } });
  await scene.accept(room);
  await scene.say(room, 'hello agent');
  await scene.genesys.say(room.chat, 'hello visitor');
  await scene.until(room, 'hello visitor');
  await scene.say(room, 'I want a refund');
  await scene.genesys.say(room.chat, 'of course');
  await scene.untilHeard(room, ['hello agent', 'I want a refund']);
  await scene.until(room, 'of course');
  await scene.genesys.setAgent(AGENTS.ben, { online: true });
  await scene.genesys.act(room.chat, 'transfer', { agentId: AGENTS.ben });
  await scene.until(room, 'being transferred');
  await scene.genesys.accept(room.chat, AGENTS.ben);
  await scene.until(room, 'Ben goes on');
  await scene.genesys.end(room.chat);
  await scene.untilBack(room);
  const { attributes, fromVisitor } = await scene.genesys.conversation(room.chat);
  expect(attributes).toMatchObject({ caseId: '7', rcRoomId: room.rid });
  expect(fromVisitor[0]?.text).toContain('wants a refund');
  expect(await scene.told(room)).toEqual([
    'Looking for an agent for you.',
    'An agent will be with you shortly.',
    'You are now talking to Ana.',
    'hello visitor',
    'of course',
    'You are being transferred; please wait.',
    'Ben goes on with your conversation.',
    'The agent has ended the conversation.',
  ]);
  await scene.genesys.setAgent(AGENTS.ben, { online: false });
}, 60_000);

test('trying the provider out finds everything in order, and begins no conversation', async () => {
  const before = (await scene.genesys.conversations()).length;
  const headers = { 'X-API-Key': API_KEY };
  const request = { method: 'post', url: `v2.0/handover/providers/${scene.providerId}/test`, headers } as const;
  const { status, data } = await scene.client.apps.request<{ outcome: string; steps: object[] }>(APP_ID, request);
  expect([status, data.outcome]).toEqual([200, 'ok']);
  expect(data.steps).toMatchObject(
    ['settings', 'login', 'integration', 'queue'].map((name) => ({ name, outcome: 'ok' })),
  );
  expect((await scene.genesys.conversations()).length).toBe(before);
});

test('a webhook that comes twice is heard once, and those that overtake one another in their order', async () => {
  const room = await scene.talking();
  await scene.genesys.addFault({ kind: 'repeat-webhook', times: 1 });
  await scene.genesys.say(room.chat, 'twice');
  await scene.until(room, 'twice');
  await scene.genesys.addFault({ kind: 'swap-webhooks', times: 1 });
  await scene.genesys.say(room.chat, 'first');
  await scene.genesys.say(room.chat, 'second');
  await scene.until(room, 'second');
  await scene.until(room, 'first');
  expect((await scene.told(room)).slice(-3)).toEqual(['twice', 'first', 'second']);
});

test('a webhook that is not signed is refused, and heard by nobody', async () => {
  const room = await scene.talking();
  await scene.genesys.addFault({ kind: 'wrong-signature', times: 1 });
  await scene.genesys.say(room.chat, 'forged');
  await scene.genesys.say(room.chat, 'genuine');
  await scene.until(room, 'genuine');
  expect(await scene.told(room)).not.toContain('forged');
  const [forged] = (await scene.genesys.webhooks(room.chat)).filter(({ body }) => body.includes('forged'));
  expect(forged?.attempts.map(({ status }) => status)).toEqual([401]);
});

test('a visitor who closes the room leaves the conversation, and what comes for him later is reported as not delivered', async () => {
  const room = await scene.talking();
  await scene.genesys.addFault({ kind: 'delay-webhook', delayMs: 1_500, times: 1 });
  const { id } = await scene.genesys.say(room.chat, 'wait!');
  await scene.client.livechat.closeAsVisitor(room);
  expect(await scene.untilOver(room)).toBe('client');
  await scene.untilFree(room);
  await eventually(async () => {
    const { sent } = await scene.genesys.conversation(room.chat);
    const receipts = sent.find((message) => message.id === id)?.receipts;
    expect(receipts).toMatchObject([{ status: 'Failed', reasons: [{ code: 'InvalidDestination' }] }]);
  });
  expect(await scene.told(room)).not.toContain('wait!');
});

test('the visitor answers quick replies by number, and sees the agent type', async () => {
  const room = await scene.talking();
  await scene.genesys.act(room.chat, 'type', {});
  await scene.untilTyping(room, [true]);
  await scene.genesys.act(room.chat, 'quick-replies', { text: 'Which?', replies: [{ text: 'Red' }, { text: 'Blue' }] });
  await scene.until(room, '2. Blue');
  await scene.untilTyping(room, [true, false]);
  await scene.say(room, '2');
  await scene.untilHeard(room, ['Blue']);
  const { fromVisitor } = await scene.genesys.conversation(room.chat);
  expect(fromVisitor[1]).toMatchObject({ kind: 'response', detail: { type: 'QuickReply', payload: 'Blue' } });
});

test('the file of an agent becomes a file in the room', async () => {
  const room = await scene.talking();
  const content = Buffer.from('a file');
  const file = { filename: 'note.txt', mime: 'text/plain', contentBase64: content.toString('base64') };
  await scene.genesys.act(room.chat, 'attach', file);
  await eventually(async () => {
    const messages = await scene.client.livechat.messages(room.rid);
    expect(messages.map(({ file: sent }) => sent?.name)).toContain('note.txt');
  });
});

describe('a queue that nobody is on', () => {
  beforeAll(() => scene.genesys.setAgent(AGENTS.ana, { online: false }));
  afterAll(async () => {
    await scene.genesys.setAgent(AGENTS.ana, { online: true });
    await scene.scene.setSettings({ [SettingId.checkAvailability]: true });
  });

  test('is told to the bot, which keeps the room', async () => {
    const { rid } = await scene.visitor();
    const { status, data } = await scene.scene.handover({ roomId: rid, targetDepartmentName: 'salesforce' });
    expect([status, data.error]).toEqual([409, 'nobody-available']);
    expect((await scene.client.livechat.room(rid)).servedBy?.username).toBe('botty');
  });

  test('brings a room back that was handed over without asking', async () => {
    await scene.scene.setSettings({ [SettingId.checkAvailability]: false });
    const room = await scene.queued();
    await scene.untilBack(room);
    expect(await scene.told(room)).toContain('No agent is available right now.');
  });
});
