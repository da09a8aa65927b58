/// <reference types="jest" />
import { sampleClient } from '../../sandbox/genesys/samples';
import { API_KEY, GenesysScene, type HandedOver, WEBHOOK_SECRET } from '../support/GenesysScene';
import { APP_ID } from '../support/Scene';
import { type ShownPlace, shownPlaces } from '../support/shownPlaces';

/** Every answer that the app gave over HTTP, and what the agents could see. */
const shown: unknown[] = [];
let scene: GenesysScene;
beforeAll(async () => {
  scene = await GenesysScene.open();
});
afterAll(() => scene.close());
afterEach(() => scene.genesys.clearFaults());

/** Both say something; it arrives once and in order, whatever goes wrong meanwhile. */
async function talk(room: HandedOver): Promise<void> {
  const before = (await scene.heard(room)).length;
  const words = ['one', 'two', 'three'].map((word) => `${word} ${before}`);
  for (const word of words) await scene.say(room, word);
  await scene.untilHeard(room, [...(await scene.heard(room)).slice(0, before), ...words], 30_000);
  await scene.genesys.act(room.chat, 'type', {});
  await scene.genesys.say(room.chat, `answer ${before}`);
  await scene.until(room, `answer ${before}`);
}

describe('words of both sides arrive once and in order', () => {
  test.each([
    ['the answer to a message is lost', { kind: 'drop', call: 'inbound/message', when: 'after' }],
    ['a message is lost', { kind: 'drop', call: 'inbound/message', when: 'before' }],
    [
      'a message is taken and answered with a failure',
      { kind: 'status', status: 503, call: 'inbound/message', when: 'after' },
    ],
    ['the access token ends', { kind: 'expire-token', call: 'inbound/message' }],
    ['there are too many requests', { kind: 'rate-limit', call: 'inbound/message', retryAfterSeconds: 1 }],
    ['looking fails', { kind: 'status', status: 500, call: 'conversations/message' }],
    ['logging in fails', { kind: 'status', status: 503, call: 'oauth/token' }],
    ['webhooks come twice', { kind: 'repeat-webhook' }],
  ] as const)(
    'though %s',
    async (_what, fault) => {
      const room = await scene.talking();
      await talk(room);
      if (fault.kind === 'status' && fault.call === 'oauth/token') await scene.genesys.expireTokens();
      await scene.genesys.addFault({ ...fault, times: 2 });
      await talk(room);
      await lookAround(room);
      await scene.genesys.end(room.chat);
      await scene.untilFree(room, 40_000);
    },
    60_000,
  );

  test('though a webhook is refused once and comes again', async () => {
    const room = await scene.talking();
    await scene.genesys.setSwitches({ webhookRetryPauseMs: 200 });
    // What cannot be heard at once has to be kept, and that fails as well.
    await scene.genesys.addFault({ kind: 'status', call: 'conversations/message', status: 503, times: 2 });
    await scene.client.control.setFault('PersistenceBridge.createWithAssociations', { fail: 'away', times: 1 });
    await scene.genesys.say(room.chat, 'do you hear me?');
    await scene.until(room, 'do you hear me?');
    const attempts = (await scene.genesys.webhooks(room.chat)).flatMap((delivery) => delivery.attempts);
    expect(attempts.map(({ status }) => status)).toEqual([500, 200]);
  });
});

async function lookAround(room: HandedOver): Promise<void> {
  const params = { roomId: room.rid };
  const headers = { 'X-API-Key': API_KEY };
  for (const url of ['handover', 'availability', 'health', 'v2.0/handover/providers']) {
    const answer = await scene.client.apps.request(APP_ID, { url, params, headers });
    shown.push(answer.data, answer.headers);
  }
  shown.push((await scene.genesys.conversation(room.chat)).fromVisitor);
}

describe('no secret', () => {
  const basic = Buffer.from(`${sampleClient.id}:${sampleClient.secret}`).toString('base64');
  const SECRETS = [sampleClient.secret, WEBHOOK_SECRET, API_KEY, basic];
  const PLACES: readonly ShownPlace[] = [
    ['an answer of the app, or to the agent', () => shown],
    ...shownPlaces(() => scene),
  ];

  test.each(PLACES)('shows in %s', async (_name, look) => {
    const text = JSON.stringify(await look());
    expect(text.length).toBeGreaterThan(2);
    expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([]);
  });
});
