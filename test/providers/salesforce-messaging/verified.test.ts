/// <reference types="jest" />
import { generateKeyPairSync } from 'crypto';
import { jwtVerify } from 'jose';
import { ManualClock } from '../../support/ManualClock';
import { Listening, told } from '../salesforce-live-agent/support/listen';
import { anOpenRequest, aProvider } from './support/aProvider';
import { aConversation, Conversation } from './support/Conversation';
import { list, says, status } from './support/entries';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const identity = { privateKey, keyId: 'key-1', issuer: 'rocket', audience: 'https://example.my.salesforce.com' };
const settings = { identity };

/** A token as Salesforce makes them; only what it says of itself is read. */
function token(
  name: string,
  { sub = 'v2/iamessage/AUTH/keys/uid:vera', exp = 0 }: { sub?: string; exp?: number } = {},
) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ sub, name, ...(exp > 0 && { exp }) })}.signature`;
}

const granted = (accessToken: string, subject?: string): Answer => ({
  body: { accessToken, lastEventId: '9', context: subject === undefined ? {} : { endUser: { subject } } },
});

async function open(answer: Answer, visitor = {}) {
  const http = new ScriptedHttp().on('POST authenticated', answer);
  const clock = new ManualClock();
  const { provider, log } = aProvider({ http, settings, clock });
  const conversation = new Conversation(null);
  await provider.open(conversation, anOpenRequest({ visitor }));
  return { http, clock, conversation, log };
}

const proofOf = (http: ScriptedHttp) => String(http.bodies('POST authenticated')[0]?.customerIdentityToken);

describe('a verified visitor', () => {
  test('is vouched for by a short-lived token that is signed with the key of the settings', async () => {
    const { http, clock } = await open(granted(token('1')), { email: ' Vera@Example.com ' });
    const { payload, protectedHeader } = await jwtVerify(proofOf(http), keys.publicKey, {
      issuer: identity.issuer,
      audience: identity.audience,
      currentDate: new Date(clock.nowMs()),
    });
    expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: 'key-1' });
    expect(payload.sub).toBe('vera@example.com');
    expect((payload.exp ?? 0) - clock.nowMs() / 1000).toBe(300);
    expect(http.bodies('POST authenticated')[0]).toMatchObject({ authorizationType: 'JWT', platform: 'Web' });
    expect(http.sent('POST unauthenticated')).toEqual([]);
  });

  test('without an e-mail address is the room', async () => {
    const { http } = await open(granted(token('1')), {});
    const [, payload = ''] = proofOf(http).split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ sub: 'rocketchat-room-room-1' });
  });

  test.each([
    ['in the answer', granted('opaque', 'v2/iamessage/AUTH/keys/uid:vera')],
    ['in the token', granted(token('1'))],
  ])('is known by his subject %s', async (_where, answer) => {
    const { conversation } = await open(answer, { email: 'vera@example.com' });
    expect(conversation.state.identity).toBe('vera@example.com');
  });

  test.each([
    granted('opaque', 'v2/iamessage/UNAUTH/NA/uid:1'),
    granted(token('1', { sub: 'v2/iamessage/ANON/uid:1' })),
    granted('opaque'),
  ])('whom Salesforce does not believe is an anonymous one, and the log says why', async (answer) => {
    const { conversation, log } = await open(answer, { email: 'vera@example.com' });
    expect(conversation.state.identity).toBeNull();
    expect(log.lines.join()).toMatch(/does not believe.*key-1/);
    expect(log.lines.join()).not.toContain('vera');
  });

  test('whose key cannot sign is refused, without the key being shown', async () => {
    const broken = `-----BEGIN PRIVATE KEY-----${'c2VjcmV0'.repeat(40)}-----END PRIVATE KEY-----`;
    const http = new ScriptedHttp();
    const { provider } = aProvider({ http, settings: { identity: { ...identity, privateKey: broken } } });
    const failure = await provider.open(new Conversation(null), anOpenRequest()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ failure: 'rejected', message: expect.stringContaining('cannot sign') });
    expect([String(failure).includes('c2VjcmV0'), http.requests]).toEqual([false, []]);
  });
});

describe('a token that ends in the middle of a conversation', () => {
  const verified = () => aConversation({ identity: 'vera@example.com' });
  const bearer = (http: ScriptedHttp, call: string) => http.sent(call).map(({ headers }) => headers?.Authorization);

  test('is replaced by one for the same visitor, and the call is made again', async () => {
    const http = new ScriptedHttp().on('POST authenticated', granted(token('2'))).on('POST message', 401, 202);
    const conversation = verified();
    await aProvider({ http, settings }).provider.send(conversation, { id: 'm', text: 'hello' });
    expect(bearer(http, 'POST message')).toEqual(['Bearer token-1', `Bearer ${token('2')}`]);
    expect(conversation.state).toMatchObject({ accessToken: token('2'), identity: 'vera@example.com' });
  });

  test('is replaced up to three times when what replaces it has ended as well', async () => {
    for (const [refusals, failure] of [
      [3, undefined],
      [4, 'gone'],
    ] as const) {
      const answers = [...Array.from({ length: refusals }, () => 401), 202];
      const http = new ScriptedHttp().on('POST authenticated', granted(token('2'))).on('POST message', ...answers);
      const sending = aProvider({ http, settings }).provider.send(verified(), { id: 'm', text: 'hello' });
      const outcome = await sending.catch((error) => error.failure);
      expect([outcome, http.sent('POST message').length]).toEqual([failure, 4]);
    }
  });

  test('is replaced before it ends, when that is known', async () => {
    const clock = new ManualClock();
    const http = new ScriptedHttp().on('POST authenticated', granted(token('2')));
    const conversation = aConversation({ identity: 'vera', expiresAtMs: clock.nowMs() + 30_000 });
    await aProvider({ http, settings, clock }).provider.send(conversation, { id: 'm', text: 'hello' });
    expect(bearer(http, 'POST message')).toEqual([`Bearer ${token('2')}`]);
  });

  test('is replaced once, however many calls it has failed', async () => {
    const taken = (request: { headers?: Readonly<Record<string, string>> }) =>
      request.headers?.Authorization === 'Bearer token-1' ? 401 : 202;
    const http = new ScriptedHttp().on('POST authenticated', granted(token('2'))).on('POST message', taken);
    const conversation = verified();
    const { provider } = aProvider({ http, settings });
    await Promise.all(['a', 'b', 'c'].map((id) => provider.send(conversation, { id, text: id })));
    expect(http.sent('POST authenticated')).toHaveLength(1);
  });

  test('that cannot be replaced leaves the conversation gone', async () => {
    const http = new ScriptedHttp().on('POST authenticated', granted('opaque')).on('POST message', 401);
    const sending = aProvider({ http, settings }).provider.send(verified(), { id: 'm', text: 'hello' });
    await expect(sending).rejects.toMatchObject({ failure: 'gone' });
  });

  test('of an anonymous visitor ends the conversation, because with another he would be somebody else', async () => {
    const http = new ScriptedHttp().on('GET entries', list(says('1', 1, 'hi')), 401);
    const { provider } = aProvider({ http });
    const listening = new Listening(provider, aConversation());
    expect(await listening.done).toBe('ended');
    expect(told(listening.events).slice(-1)).toEqual([{ type: 'ended', reason: 'expired' }]);
    expect(http.sent('POST unauthenticated')).toEqual([]);
  });

  test('of a verified visitor does not interrupt what is heard', async () => {
    const answers = [401, list(says('1', 1, 'hi')), list(status('2', 2, 'Ended'))];
    const http = new ScriptedHttp().on('POST authenticated', granted(token('2'))).on('GET entries', ...answers);
    const listening = new Listening(aProvider({ http, settings }).provider, verified());
    expect(await listening.done).toBe('ended');
    expect(listening.events.map(({ type }) => type)).toEqual(['agent-joined', 'message', 'ended']);
  });
});
