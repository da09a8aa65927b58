/// <reference types="jest" />
import { generateKeyPairSync } from 'crypto';
import { RuntimeHttp } from '../../../lib/rocketchat/RuntimeHttp';
import { ControlClient } from '../../../sandbox/salesforce-messaging/ControlClient';
import { type Messaging, startMessaging } from '../../../sandbox/salesforce-messaging/Simulator';
import type { Switches } from '../../../sandbox/salesforce-messaging/switches';
import { eventually } from '../../support/eventually';
import { Listening } from '../salesforce-live-agent/support/listen';
import { anOpenRequest, aProvider } from './support/aProvider';
import { Conversation } from './support/Conversation';
import { hastyClock } from './support/hastyClock';

const ANA = '005SANDBOX00001';
const SALES = '573SANDBOX00002';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const identity = {
  privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  keyId: 'key-1',
  issuer: 'rocket',
};

let simulator: Messaging;
let control: ControlClient;
let listenings: Listening[] = [];

beforeAll(async () => {
  simulator = await startMessaging();
  control = new ControlClient(simulator.controlUrl);
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await control.reset();
  await control.setAgent(ANA, { online: true });
});
afterEach(async () => {
  await Promise.all(listenings.map((listening) => listening.stop()));
  listenings = [];
});

const WAYS = [['stream'], ['asking']] as const;
type Way = (typeof WAYS)[number][0];

/** A conversation that Ana has joined. */
async function connect(way: Way, parts: { settings?: object; switches?: Partial<Switches>; request?: object } = {}) {
  if (parts.switches) await control.setSwitches(parts.switches);
  const http = new RuntimeHttp();
  const settings = { scrtUrl: simulator.url, attributes: { target: 'Legacy_Button' }, ...parts.settings };
  const outside = { http, downloads: http, ...(way === 'stream' && { streams: http }) };
  const { provider, log } = aProvider({ ...outside, settings, clock: hastyClock() });
  const conversation = new Conversation(null);
  await provider.open(conversation, anOpenRequest(parts.request));
  const { conversationId } = conversation.state;
  const listening = new Listening(provider, conversation);
  listenings.push(listening);
  await control.accept(conversationId, ANA);
  const until = (check: (events: typeof listening.events) => boolean) =>
    eventually(() => {
      if (!check(listening.events)) throw new Error(`Heard only ${JSON.stringify(listening.events)}`);
    });
  await until((events) => events.some(({ type }) => type === 'agent-joined'));
  const texts = () =>
    listening.events.flatMap((event) =>
      event.type === 'message' && event.content.kind === 'text' ? [event.content.text] : [],
    );
  return { provider, log, conversation, conversationId, listening, until, texts };
}

describe.each(WAYS)('a conversation that is heard by %s', (way) => {
  test('is routed by the button, under the name of the visitor, after what was said before', async () => {
    const request = { target: SALES, transcript: 'Vera: where is my order?', summary: 'Order' };
    const { conversationId } = await connect(way, { request });
    const { attributes, queueId, fromVisitor } = await control.conversation(conversationId);
    expect([queueId, attributes._firstName, attributes._subject]).toEqual(['00GSANDBOX00002', 'Vera', 'Order']);
    expect(fromVisitor[0]?.text).toMatch(
      /^\[Before the handover\]\nSummary: Order\n\nConversation so far:\nVera: where/,
    );
  });

  test('carries files both ways, byte by byte', async () => {
    const { provider, conversation, conversationId, listening, until } = await connect(way);
    const content = Buffer.from([0, 1, 2, 253, 254, 255, 13, 10]);
    await provider.sendFile(conversation, { id: 'f', name: 'ünï.pdf', mediaType: 'application/pdf', content });
    const [file] = (await control.conversation(conversationId)).files;
    expect(await control.file(conversationId, file?.id ?? '')).toEqual(content);
    await control.attach(conversationId, { name: 'a.png', mimeType: 'image/png', content, text: 'Look' });
    await until((events) => events.some((event) => event.type === 'message' && event.content.kind === 'file'));
    const [found] = listening.events.flatMap((event) =>
      event.type === 'message' && event.content.kind === 'file' ? [event.content] : [],
    );
    if (found === undefined) throw new Error('There is no file');
    expect(await provider.fetchFile(conversation, found)).toEqual(content);
    const text = provider.sendFile(conversation, { id: 'g', name: 'a.exe', mediaType: 'application/x-exe', content });
    await expect(text).rejects.toMatchObject({ failure: 'rejected' });
  });

  test('answers choices by their number', async () => {
    const { provider, conversation, conversationId, until } = await connect(way);
    const options = [
      { title: 'Billing', id: 'opt-a' },
      { title: 'Delivery', id: 'opt-b' },
    ];
    const id = await control.say(conversationId, { type: 'buttons', text: 'Which?', options });
    await until((events) => events.some((event) => event.type === 'message' && event.content.kind === 'choices'));
    await provider.send(conversation, { id: 'm', text: '2' });
    const { fromVisitor } = await control.conversation(conversationId);
    expect(fromVisitor).toMatchObject([{ kind: 'choices', text: 'opt-b', inReplyToMessageId: id }]);
  });

  test('tells the agent that his words have arrived', async () => {
    const { conversationId } = await connect(way);
    const id = await control.say(conversationId, 'hello');
    await eventually(async () => {
      const { acknowledgements } = await control.conversation(conversationId);
      expect(acknowledgements).toMatchObject([{ entryType: 'Delivery', conversationEntryId: id }]);
    });
  });

  test.each([
    ['an org that stores no ends', { statusInEntries: false }],
    ['payloads in the other form', { streamPayload: 'object', entriesPayload: 'string' }],
    ['no replay', { replay: 'none' }],
    ['entries that are listed late', { entriesLagMs: 30 }],
  ] as const)('loses and doubles nothing with %s', async (_what, switches) => {
    const { conversationId, until, listening, texts } = await connect(way, { switches });
    const said = ['one', 'two', 'three', 'four', 'five'];
    for (const text of said) {
      await control.say(conversationId, text);
      await control.dropStreams();
    }
    await until(() => texts().length >= said.length);
    await control.end(conversationId);
    await until((events) => events.some(({ type }) => type === 'ended'));
    expect(await listening.done).toBe('ended');
    expect(texts()).toEqual(said);
  });

  test('gets over faults of the server', async () => {
    const { conversationId, until, texts, provider, conversation } = await connect(way);
    await control.addFault({ kind: 'status', call: 'conversation/*', status: 429, retryAfterSeconds: 2, times: 3 });
    await control.addFault({ kind: 'duplicate-event', times: 5 });
    await control.addFault({ kind: 'unknown-event', times: 2 });
    // As the core does: what was not reached in time is sent again.
    await eventually(() => provider.send(conversation, { id: 'm', text: 'hello' }));
    for (const text of ['one', 'two', 'three']) await control.say(conversationId, text);
    await until(() => texts().length >= 3);
    expect(texts()).toEqual(['one', 'two', 'three']);
    expect((await control.conversation(conversationId)).fromVisitor.map(({ text }) => text)).toEqual(['hello']);
  });

  test('ends when the token of an anonymous visitor does', async () => {
    const { conversationId, listening, provider, conversation } = await connect(way);
    await control.expireToken(conversationId);
    await control.dropStreams();
    expect(await listening.done).toBe('ended');
    expect(listening.events[listening.events.length - 1]).toMatchObject({ type: 'ended', reason: 'expired' });
    await expect(provider.send(conversation, { id: 'm', text: 'x' })).rejects.toMatchObject({ failure: 'gone' });
  });

  test('goes on when the token of a verified visitor ends', async () => {
    const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'RS256', use: 'sig' };
    await control.setKeyset('rocket', { issuer: 'rocket', keys: [jwk as { kty: string }] });
    const { conversationId, until, texts, provider, conversation } = await connect(way, { settings: { identity } });
    expect(conversation.state.identity).toBe('vera@example.com');
    await control.expireToken(conversationId);
    await control.dropStreams();
    await provider.send(conversation, { id: 'm', text: 'still here' });
    await control.say(conversationId, 'me too');
    await until(() => texts().includes('me too'));
    expect((await control.conversation(conversationId)).fromVisitor.map(({ text }) => text)).toEqual(['still here']);
  });

  test('is closed for good when the agent has ended the session, and no other begins', async () => {
    const { conversationId, listening, provider, conversation } = await connect(way);
    await control.end(conversationId);
    await listening.done;
    await expect(provider.send(conversation, { id: 'm', text: 'hello?' })).rejects.toMatchObject({ failure: 'gone' });
    await provider.close(conversation, 'closed');
    const { open, sessions } = await control.conversation(conversationId);
    expect([open, sessions.length]).toEqual([false, 1]);
  });
});

describe('by the stream', () => {
  test('the visitor sees that the agent types', async () => {
    const { conversationId, until } = await connect('stream');
    await control.typing(conversationId, true);
    await until((events) => events.some((event) => event.type === 'typing' && event.isTyping));
    await until((events) => events.some((event) => event.type === 'typing' && !event.isTyping));
  });
});

test('a visitor whom Salesforce does not believe is served as an anonymous one', async () => {
  const { conversation, log } = await connect('asking', { settings: { identity: { ...identity, keyId: 'unknown' } } });
  expect(conversation.state.identity).toBeNull();
  expect(log.lines.join()).toContain('does not believe');
});

test('the settings can be tried out, and leave no conversation behind', async () => {
  const http = new RuntimeHttp();
  const settings = { scrtUrl: simulator.url };
  const { steps } = await aProvider({ http, streams: http, settings }).provider.test();
  expect(steps.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(await control.conversations()).toEqual([]);
});
