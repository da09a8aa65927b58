/// <reference types="jest" />

import { createServer, type Server } from 'node:http';
import { createHmac } from 'crypto';
import type { AddressInfo } from 'net';
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { type HandedOver, LiveAgentScene } from '../support/LiveAgentScene';
import { APP_ID, type Chat } from '../support/Scene';
import { ownLogLines, type ShownPlace, shownPlaces } from '../support/shownPlaces';

const TOKEN = 'canary-handover-token';
const SECRET = 'canary-webhook-secret';
const API_KEY = 'canary-api-key';

/** What the bot's webhook has heard. */
const heard: Array<{ body: string; headers: object }> = [];
const webhook: Server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    heard.push({ body, headers: request.headers });
    response.writeHead(500).end();
  });
});

/** Every answer that the app gave over HTTP. */
const answers: unknown[] = [];
/** Every chat at Salesforce, as it was while it could still be looked at. */
const chats: Array<{ key: string; affinityToken: string; agentView: unknown }> = [];
let scene: LiveAgentScene;
let ended: HandedOver;
let refused: Chat;

beforeAll(async () => {
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  const { port } = webhook.address() as AddressInfo;
  scene = await LiveAgentScene.open({
    settings: {
      [SettingId.webhookUrl]: `http://127.0.0.1:${port}/`,
      [SettingId.webhookSecret]: SECRET,
      [SettingId.apiKey]: API_KEY,
      [SettingId.handoverToken]: TOKEN,
    },
  });
  await askWithAndWithoutSecrets();
  ended = await inRoughWeather(async (room) => {
    await scene.salesforce.end(room.chat);
  });
  await inRoughWeather(async (room) => {
    await scene.salesforce.act(room.chat, 'expire', {});
  });
  refused = await failToOpen();
}, 60_000);
afterAll(async () => {
  await scene.close();
  webhook.close();
});

test('the bot hears once of the end of each conversation, signed', async () => {
  await eventually(() => expect(heard.length).toBeGreaterThan(1));
  const [news, ...more] = heard.filter(({ body }) => body.includes(ended.rid));
  const signature = `sha256=${createHmac('sha256', SECRET).update(String(news?.body)).digest('hex')}`;
  expect(news?.headers).toMatchObject({ 'x-handover-signature': signature });
  expect(JSON.parse(String(news?.body))).toMatchObject({ event: 'handover-ended', roomId: ended.rid, reason: 'agent' });
  expect(more).toEqual([]);
});

test('a chat that Salesforce refuses to open gives the room back with a word', async () => {
  expect((await scene.told(refused)).filter((text) => text.startsWith('Sorry'))).toHaveLength(1);
  expect((await scene.client.livechat.room(refused.rid)).servedBy?.username).toBe('botty');
});

test('what goes wrong when no call is under way any more is in the log of the app all the same', async () => {
  await scene.say(await scene.visitor(), 'any event will do');
  await eventually(async () => {
    const lines = JSON.stringify(await ownLogLines(scene));
    expect(lines).toContain('The end of a session was announced, but refused');
  });
});

describe('no secret of the settings or of a session', () => {
  const PLACES: readonly ShownPlace[] = [
    ['an answer of the app', () => answers],
    ['what the bot hears', () => heard],
    ['what the agent sees', () => chats.map(({ agentView }) => agentView)],
    ...shownPlaces(() => scene),
    ['the log of the server', () => scene.scene.sandbox.errors()],
  ];

  test.each(PLACES)('shows in %s', async (_name, shown) => {
    const text = JSON.stringify(await shown());
    expect(text.length).toBeGreaterThan(2);
    expect(secrets().filter((secret) => text.includes(secret))).toEqual([]);
  });
});

function secrets(): string[] {
  expect(chats.length).toBeGreaterThan(1);
  return [TOKEN, SECRET, API_KEY, ...chats.flatMap(({ key, affinityToken }) => [key, affinityToken])];
}

async function ask(url: string, request: object = {}): Promise<void> {
  const { data, headers } = await scene.client.apps.request(APP_ID, { url, ...request });
  answers.push({ data, headers });
}

async function askWithAndWithoutSecrets(): Promise<void> {
  const { rid } = await scene.visitor();
  await scene.client.control.setFault('LivechatBridge.findDepartmentByIdOrName', { fail: 'away', times: 1 });
  for (const token of [TOKEN, `${TOKEN}x`]) {
    const headers = { 'x-handover-token': token };
    await ask('handover', { method: 'post', headers, data: { roomId: rid, targetDepartmentName: 'nowhere' } });
    await ask('handover', { method: 'post', headers, data: { roomId: rid } });
    await ask('handover', { headers, params: { roomId: rid } });
    await ask('handover', { method: 'delete', headers, params: { roomId: rid } });
  }
  for (const key of [API_KEY, `${API_KEY}x`]) await ask('health', { params: { api_key: key } });
  await ask('availability');
}

/** A conversation in which every call fails once, ended as is wanted. */
async function inRoughWeather(end: (room: HandedOver) => Promise<void>): Promise<HandedOver> {
  const room = await withoutToken(() => scene.talking({ summary: 'wants a refund' }));
  for (const call of ['System/Messages', 'Chasitor/ChatMessage']) {
    await scene.salesforce.addFault({ kind: 'status', status: 500, call, chat: room.chat, times: 1 });
    await scene.salesforce.addFault({ kind: 'drop', call, chat: room.chat, times: 1 });
  }
  await scene.say(room, 'hello');
  await scene.untilHeard(room, ['hello']);
  await scene.salesforce.act(room.chat, 'typing', {});
  await ask('health', { headers: { 'x-api-key': API_KEY } });
  await ask('handover', { headers: { 'x-handover-token': TOKEN }, params: { roomId: room.rid } });
  chats.push(await scene.salesforce.chat(room.chat));
  await end(room);
  await scene.untilBack(room);
  await scene.salesforce.clearFaults();
  return room;
}

/** A handover whose chat Salesforce refuses. */
async function failToOpen(): Promise<Chat> {
  await scene.salesforce.addFault({ kind: 'status', status: 400, call: 'Chasitor/ChasitorInit', body: 'no' });
  const room = await scene.visitor();
  await withoutToken(() => scene.scene.handover({ roomId: room.rid, targetDepartmentName: 'salesforce' }));
  await scene.untilBack(room);
  return room;
}

/** The scene hands rooms over as a bot that knows no token does. */
async function withoutToken<T>(body: () => Promise<T>): Promise<T> {
  await scene.scene.setSettings({ [SettingId.handoverToken]: '' });
  const result = await body();
  await scene.scene.setSettings({ [SettingId.handoverToken]: TOKEN });
  return result;
}
