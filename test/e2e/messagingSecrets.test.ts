/// <reference types="jest" />
import { generateKeyPairSync } from 'crypto';
import { SettingId } from '../../settings/SettingId';
import { type HandedOver, MessagingScene, NEWS } from '../support/MessagingScene';
import { APP_ID } from '../support/Scene';
import { type ShownPlace, shownPlaces } from '../support/shownPlaces';

const HANDOVER_TOKEN = 'canary-handover-token';
const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const KEYSETS = [
  {
    name: 'Rocket',
    issuer: 'rocket',
    keys: [{ kid: 'key-1', ...keys.publicKey.export({ format: 'jwk' }), kty: 'RSA' }],
  },
];
const IDENTITY = {
  [SettingId.identityKey]: privateKey,
  [SettingId.identityKeyId]: 'key-1',
  [SettingId.identityIssuer]: 'rocket',
};
/** Tokens and signed identities look like this, wherever they are. */
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** Every token that the app had stored while conversations were under way. */
const tokens = new Set<string>();
/** Every answer that the app gave over HTTP. */
const answers: unknown[] = [];
/** What the agents could see of conversations. */
const consoles: unknown[] = [];
let scene: MessagingScene;

beforeAll(async () => {
  scene = await MessagingScene.open({ keysets: KEYSETS, settings: IDENTITY });
  for (const [, receiveMode] of NEWS) {
    await scene.scene.setSettings({ [SettingId.receiveMode]: receiveMode });
    await inRoughWeather((room) => scene.salesforce.end(room.chat));
    await inRoughWeather((room) => scene.salesforce.expireToken(room.chat).then(() => leave(room)));
  }
}, 90_000);
afterAll(() => scene.close());

describe('no token and no key', () => {
  const PLACES: readonly ShownPlace[] = [
    ['an answer of the app', () => answers],
    ['what the agent sees', () => consoles],
    [
      'the address of a call',
      () => scene.salesforce.requests().then((all) => all.map(({ path, query }) => [path, query])),
    ],
    ...shownPlaces(() => scene),
  ];

  test.each(PLACES)('shows in %s', async (_name, shown) => {
    const text = JSON.stringify(await shown());
    expect(text.length).toBeGreaterThan(2);
    expect(secretsIn(text)).toEqual([]);
  });

  // Which is empty as long as nothing goes wrong in the server itself.
  test('shows in the log of the server', () => {
    expect(secretsIn(scene.scene.sandbox.errors())).toEqual([]);
  });
});

/** What looks like a token is one, even if it was never stored. */
function secretsIn(text: string): string[] {
  return [...secrets().filter((secret) => text.includes(secret)), ...(text.match(TOKEN) ?? [])];
}

/** One for each conversation and each renewal, at least; the key in lines, as a text would hold it. */
function secrets(): string[] {
  expect(tokens.size).toBeGreaterThanOrEqual(4);
  const lines = privateKey.split('\n').filter((line) => line.length > 20 && !line.startsWith('-'));
  return [HANDOVER_TOKEN, ...tokens, ...lines];
}

/** A conversation in which every call fails once and its token ends, ended as is wanted. */
async function inRoughWeather(end: (room: HandedOver) => Promise<unknown>): Promise<void> {
  await scene.salesforce.addFault({ kind: 'status', status: 500, call: 'authorization/*', when: 'after', times: 1 });
  const room = await scene.talking({ summary: 'wants a refund' });
  await rememberTokens();
  for (const call of ['conversation/message', 'conversation/entries', 'conversation/close']) {
    await scene.salesforce.addFault({ kind: 'status', status: 500, call, conversation: room.chat, times: 1 });
    await scene.salesforce.addFault({ kind: 'drop', call, conversation: room.chat, times: 1 });
  }
  await scene.salesforce.expireToken(room.chat);
  await scene.salesforce.typing(room.chat, true);
  await scene.say(room, 'hello');
  await scene.untilHeard(room, ['hello']);
  await rememberTokens();
  await lookEverywhere(room);
  await end(room);
  await scene.untilBack(room);
  await scene.salesforce.clearFaults();
}

async function rememberTokens(): Promise<void> {
  const records = JSON.stringify(await scene.client.control.records(APP_ID));
  for (const token of records.match(TOKEN) ?? []) tokens.add(token);
}

async function lookEverywhere(room: HandedOver): Promise<void> {
  await scene.client.control.setFault('LivechatBridge.findDepartmentByIdOrName', { fail: 'away', times: 1 });
  answers.push((await scene.scene.handover({ roomId: room.rid, targetDepartmentName: 'nowhere' })).data);
  const params = { roomId: room.rid };
  for (const request of [{ url: 'handover', params }, { url: 'availability' }, { url: 'health' }]) {
    const { data, headers } = await scene.client.apps.request(APP_ID, request);
    answers.push({ data, headers });
  }
  const { agentView, fromVisitor } = await scene.salesforce.conversation(room.chat);
  consoles.push(agentView, fromVisitor);
}

/** The bot ends the conversation. */
async function leave({ rid }: HandedOver): Promise<void> {
  await scene.scene.setSettings({ [SettingId.handoverToken]: HANDOVER_TOKEN });
  const headers = { 'x-handover-token': HANDOVER_TOKEN };
  const { data } = await scene.client.apps.request(APP_ID, {
    method: 'delete',
    url: 'handover',
    params: { roomId: rid },
    headers,
  });
  answers.push(data);
  await scene.scene.setSettings({ [SettingId.handoverToken]: '' });
}
