/// <reference types="jest" />

import { createHash, randomBytes } from 'node:crypto';
import axios from 'axios';
import { sampleClient } from '../../sandbox/genesys/samples';
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { AGENTS, API_KEY, GenesysScene, type HandedOver } from '../support/GenesysScene';
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
  await scene.until(room, 'An agent will be with you shortly.');
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

test('a webhook that Genesys has not signed is refused, and heard by nobody', async () => {
  const room = await scene.talking();
  await scene.genesys.say(room.chat, 'genuine');
  await scene.until(room, 'genuine');
  const all = await scene.genesys.webhooks(room.chat);
  const { url, headers, body } = all.find(({ body: sent }) => sent.includes('genuine')) ?? { url: '', body: '{}' };
  const forged = { ...JSON.parse(body), id: 'another', text: 'forged' };
  const { status } = await axios.post(url, forged, { headers: { ...headers }, proxy: false, validateStatus: null });
  expect(status).toBe(401);
  await scene.genesys.say(room.chat, 'and genuine, too');
  await scene.until(room, 'and genuine, too');
  expect(await scene.told(room)).not.toContain('forged');
});

test('words of the agent’s whose webhook was not answered keep their place before what he says next', async () => {
  const room = await scene.talking();
  await scene.genesys.setSwitches({ webhookRetryPauseMs: 1_500 });
  await scene.client.control.setFault('PersistenceBridge.createWithAssociations', { fail: 'away', times: 1 });
  await scene.genesys.say(room.chat, 'said first');
  await eventually(async () => {
    const attempts = (await scene.genesys.webhooks(room.chat)).flatMap((delivery) => delivery.attempts);
    expect(attempts.map(({ status }) => status)).toEqual([500]);
  });
  await scene.genesys.say(room.chat, 'said second');
  await scene.until(room, 'said second');
  expect((await scene.told(room)).slice(-2)).toEqual(['said first', 'said second']);
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

describe('a file of the visitor’s', () => {
  const picture = { name: 'shot.png', type: 'image/png', content: randomBytes(200_000) };
  let room: HandedOver;
  let link = '';
  beforeAll(async () => {
    room = await scene.talking();
    await scene.client.livechat.uploadAsVisitor(room, picture);
    await eventually(async () => {
      const { fromVisitor } = await scene.genesys.conversation(room.chat);
      const attachment = fromVisitor[1]?.attachment;
      expect(attachment?.state).toBe('stored');
      link = attachment?.url ?? '';
    });
  });

  test('is fetched by Genesys, and its agent has the very bytes', async () => {
    const { fromVisitor } = await scene.genesys.conversation(room.chat);
    expect(fromVisitor.slice(1).map(({ attachment }) => attachment)).toMatchObject([
      {
        mediaType: 'Image',
        mime: 'image/png',
        filename: 'shot.png',
        contentSizeBytes: picture.content.length,
        sha256: createHash('sha256').update(picture.content).digest('hex'),
      },
    ]);
    expect(await scene.told(room)).not.toContain('could not be delivered');
  });

  test('is handed out by every server, as nothing that a browser would show', async () => {
    const { pathname } = new URL(link);
    for (const server of scene.scene.sandbox.urls) {
      const { status, data, headers } = await get(`${server}${pathname}`);
      expect([status, picture.content.equals(Buffer.from(data))]).toEqual([200, true]);
      expect(headers).toMatchObject({ 'content-type': 'image/png', 'content-disposition': 'attachment' });
    }
  });

  test.each([
    ['with another signature', (url: string) => `${url.slice(0, -4)}AAAA`],
    ['without one', (url: string) => url.slice(0, url.lastIndexOf('.'))],
    ['that is none', (url: string) => url.replace(/[^/]+$/, 'f')],
  ])('is not handed out for a link %s', async (_what, change) => {
    const { status } = await get(change(link));
    expect(status).toBe(404);
  });
});

const get = (url: string) =>
  axios.get<ArrayBuffer>(url, { proxy: false, validateStatus: null, responseType: 'arraybuffer' });

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

/** What `health` answers, as far as it is looked at here. */
interface Health {
  problems: string[];
  providers: object[];
}

describe('a contact centre that does not take the credentials any more', () => {
  const url = () => `v2.0/handover/providers/${scene.providerId}`;
  const call = (method: string, path: string, data: object = {}) =>
    scene.client.apps.request<Health>(APP_ID, { method, url: path, data, headers: { 'X-API-Key': API_KEY } });
  const withSecret = (clientSecret: string) => call('patch', url(), { settings: { clientSecret } });
  /** What the one who installed the app was told by it. */
  const told = async (): Promise<string[]> => {
    const { messages } = await scene.client.rest.get<{ messages: Array<{ msg: string }> }>(
      '/api/v1/im.messages?username=salesforce-handover.bot',
    );
    return messages.map(({ msg }) => msg).filter((text) => text.includes('credentials'));
  };

  beforeAll(() => scene.scene.setSettings({ [SettingId.checkAvailability]: false }));
  afterAll(async () => {
    await withSecret(sampleClient.secret);
    await scene.scene.setSettings({ [SettingId.checkAvailability]: true });
  });

  test('is told to the admin once, though rooms on two servers have met it, and health says the same', async () => {
    await withSecret('not the secret');
    const rooms = [await scene.visitor(), await scene.visitor(), await scene.visitor(), await scene.visitor()];
    await Promise.all(
      rooms.map(async ({ rid }, index) => {
        await scene.scene.handover({ roomId: rid, targetDepartmentName: 'salesforce' }, { instance: index % 2 });
        await scene.untilBack({ rid, token: '' });
      }),
    );
    await eventually(async () => expect(await told()).toHaveLength(1));
    const [text] = await told();
    expect(text).toMatch(/does not take the credentials of the handover provider "Genesys".*Logging in failed/);
    const { data } = await call('get', 'health');
    expect(data.problems).toEqual([expect.stringContaining('does not take the credentials')]);
    expect(text).toContain(data.problems[0]);
    expect(data.providers).toMatchObject([
      { name: 'Genesys', departments: ['salesforce'], lastTest: { outcome: 'failed' } },
    ]);
    expect(JSON.stringify([text, data])).not.toContain('not the secret');
  });

  test('is what an admin finds out by /handover test, step by step', async () => {
    const { rid } = await scene.visitor();
    const answers = async () => {
      const broadcasts = await scene.client.control.broadcasts();
      return broadcasts.filter(({ kind, roomId }) => kind === 'user' && roomId === rid).map(({ text }) => text ?? '');
    };
    await scene.client.tools.run(rid, 'handover', 'test');
    await withSecret(sampleClient.secret);
    await scene.client.tools.run(rid, 'handover', 'test genesys');
    const [failing = '', working = ''] = await answers();
    expect(failing).toMatch(/^\*Genesys\* does not work\.\n.*\n:x: login: Logging in failed/);
    expect(working).toMatch(/^\*Genesys\* works\.\n.*\n:white_check_mark: login: /);
    const { data } = await call('get', 'health');
    expect(data).toMatchObject({ problems: [], providers: [{ lastTest: { outcome: 'ok' } }] });
  });
});
