/// <reference types="jest" />
import { createHmac } from 'crypto';
import type { ProviderEvent } from '../../../lib/provider';
import { SteppedClock } from '../../support/SteppedClock';
import { aProvider, INTEGRATION, SETTINGS } from './support/aProvider';
import { aConversation, theConversation, VISITOR } from './support/Conversation';
import { type Answer, CONVERSATION, ScriptedHttp } from './support/ScriptedHttp';

const START_MS = Date.UTC(2026, 0, 5, 9);
const isoTime = (seconds: number) => new Date(START_MS + seconds * 1_000).toISOString();
/** What the agent has written, as the Platform API lists it: ids, and when, in seconds. */
const written = (...messages: Array<readonly [id: string, seconds: number]>) =>
  messages.map(([messageId, seconds]) => ({ messageId, messageTime: isoTime(seconds) }));
const anaWith = (messages: readonly object[], changes: object = {}) =>
  theConversation({ id: 'ana', purpose: 'agent', name: 'Ana', messages, ...changes }) as Answer;

/** An agent has said `second` 1 s after `first`, and the notification of `second` is here; the conversation is followed. */
function secondIsHere({
  heard = [] as string[],
  http = new ScriptedHttp(),
  nowMs = START_MS + 2_000,
  settings = {},
} = {}) {
  const conversation = aConversation({ agents: ['ana'], hadAgent: true, heard });
  const clock = new SteppedClock(nowMs);
  const { provider } = aProvider({ http, clock, settings });
  const events: ProviderEvent[] = [];
  const emit = async (event: ProviderEvent) => void events.push(event);
  void provider.receive(conversation, following.signal, emit);
  const hear = async (id: string, seconds: number) => {
    const channel = { id: INTEGRATION, to: { id: VISITOR }, time: isoTime(seconds) };
    const content = { id, channel, conversationId: CONVERSATION, type: 'Text', originatingEntity: 'Human', text: id };
    const digest = createHmac('sha256', SETTINGS.webhookSecret).update(JSON.stringify(content)).digest('base64');
    const [news] = await provider.onWebhook({ content, headers: { 'x-hub-signature-256': `sha256=${digest}` } });
    if (news === undefined) throw new Error('there are no news');
    await provider.hear(conversation, news, emit);
  };
  const heardWords = () => events.flatMap(({ id, type }) => (type === 'message' ? [id] : []));
  return { hear, heard: heardWords, http, clock };
}

let following: AbortController;
beforeEach(() => {
  following = new AbortController();
});
afterEach(() => following.abort());

const BOTH = written(['first', 0], ['second', 1]);
const UNREACHABLE = { failure: 'unreachable' };

test('what an agent said waits until what he said before it was heard', async () => {
  const { hear, heard } = secondIsHere({ http: new ScriptedHttp().on('GET conversation', anaWith(BOTH)) });
  await expect(hear('second', 1)).rejects.toMatchObject(UNREACHABLE);
  await hear('first', 0);
  await hear('second', 1);
  expect(heard()).toEqual(['first', 'second']);
});

test.each([
  ['nothing was said before', 1, written(['second', 1], ['third', 2])],
  ['what was said before was said too long ago to come yet', 31, written(['first', 0], ['second', 31])],
  ['Genesys lists what was said by other ids', 1, written(['a', 0], ['b', 1])],
])('what an agent said is heard at once where %s', async (_where, seconds, messages) => {
  const http = new ScriptedHttp().on('GET conversation', anaWith(messages));
  const { hear, heard } = secondIsHere({ http });
  await hear('second', seconds);
  expect(heard()).toEqual(['second']);
});

test.each([
  ['right', 2],
  ['25 s ahead', 27],
  ['an hour behind', -3_600],
])('a server whose clock is %s waits half a minute for what was said before', async (_how, seconds) => {
  const http = new ScriptedHttp().on('GET conversation', anaWith(BOTH));
  const { hear, heard, clock } = secondIsHere({ http, nowMs: START_MS + seconds * 1_000 });
  await expect(hear('second', 1)).rejects.toMatchObject(UNREACHABLE);
  await clock.pass(29_999);
  await expect(hear('second', 1)).rejects.toMatchObject(UNREACHABLE);
  await clock.pass(1);
  await hear('second', 1);
  expect(heard()).toEqual(['second']);
});

test('what an agent said is heard at once, though he has said more in half a minute than is remembered', async () => {
  const ids = Array.from({ length: 70 }, (_, n) => `said-${n}`);
  const messages = written(...ids.map((id, n) => [id, n / 10] as const), ['second', 8]);
  const http = new ScriptedHttp().on('GET conversation', anaWith(messages));
  const { hear, heard } = secondIsHere({ http, heard: ids.slice(-60) });
  await hear('second', 8);
  expect(heard()).toEqual(['second']);
});

test('what an agent said waits for what is missing among all that is remembered', async () => {
  const ids = Array.from({ length: 70 }, (_, n) => `said-${n}`);
  const messages = written(...ids.map((id, n) => [id, n / 10] as const), ['first', 7], ['second', 8]);
  const http = new ScriptedHttp().on('GET conversation', anaWith(messages));
  const { hear } = secondIsHere({ http, heard: ids.slice(-60) });
  await expect(hear('second', 8)).rejects.toMatchObject(UNREACHABLE);
});

test('words that never come delay what follows once', async () => {
  const http = new ScriptedHttp();
  const { hear, heard, clock } = secondIsHere({ http });
  http.on('GET conversation', anaWith(written(['first', 0], ['second', 1])));
  await expect(hear('second', 1)).rejects.toMatchObject(UNREACHABLE);
  await clock.pass(30_000);
  await hear('second', 1);
  http.on('GET conversation', anaWith(written(['first', 0], ['second', 1], ['third', 2])));
  await hear('third', 2);
  expect(heard()).toEqual(['second', 'third']);
});

test('other words are waited for as long, after some have never come', async () => {
  const http = new ScriptedHttp();
  const { hear, heard, clock } = secondIsHere({ http });
  http.on('GET conversation', anaWith(BOTH));
  await expect(hear('second', 1)).rejects.toMatchObject(UNREACHABLE);
  await clock.pass(30_000);
  await hear('second', 1);
  http.on('GET conversation', anaWith(written(['first', 0], ['second', 1], ['third', 20], ['fourth', 21])));
  await expect(hear('fourth', 21)).rejects.toMatchObject(UNREACHABLE);
  await hear('third', 20);
  await hear('fourth', 21);
  expect(heard()).toEqual(['second', 'third', 'fourth']);
});

test('while Genesys cannot tell what was said before, half a minute is waited for it', async () => {
  const http = new ScriptedHttp().on('GET conversation', 'cut');
  const { hear, heard, clock } = secondIsHere({ http });
  await expect(hear('second', 1)).rejects.toMatchObject(UNREACHABLE);
  await clock.pass(29_999);
  await expect(hear('second', 1)).rejects.toMatchObject(UNREACHABLE);
  await clock.pass(1);
  await hear('second', 1);
  await hear('third', 2);
  expect(heard()).toEqual(['second', 'third']);
});

test('when Genesys could tell meanwhile, half a minute is waited anew', async () => {
  const http = new ScriptedHttp().on('GET conversation', 'cut');
  const { hear, clock } = secondIsHere({ http });
  await expect(hear('second', 1)).rejects.toMatchObject(UNREACHABLE);
  http.on('GET conversation', anaWith(BOTH));
  await clock.pass(30_000);
  http.on('GET conversation', 'cut');
  await expect(hear('second', 1)).rejects.toMatchObject(UNREACHABLE);
});

test('where the role does not allow to look, what an agent said is heard at once', async () => {
  const { hear, heard } = secondIsHere({ http: new ScriptedHttp().on('GET conversation', 403) });
  await hear('second', 1);
  expect(heard()).toEqual(['second']);
});

test('so much may be said at once that it is not asked before each word what was said before', async () => {
  const messages = Array.from({ length: 20 }, (_, index) => [`n-${index}`, index / 100] as const);
  const http = new ScriptedHttp().on('GET conversation', anaWith(written(...messages)));
  const { hear, heard } = secondIsHere({ http, settings: { requestsPerMinute: 60 } });
  for (const [id, seconds] of messages) await hear(id, seconds);
  expect(heard()).toEqual(messages.map(([id]) => id));
  expect(http.sent('GET conversation').length).toBeLessThan(messages.length / 2);
});

test.each([
  ['that are still on their way are waited for', ['first'], 0, [], ['ended']],
  ['are waited for as long where the clock is 25 s ahead', ['first'], 25, [], ['ended']],
  ['that have all come are not waited for', ['first', 'second'], 0, ['ended'], ['ended']],
  ['are not waited for when what is missing was said long before them', ['second'], 0, ['ended'], ['ended']],
])('last words %s', async (_which, heard, aheadSeconds, early, late) => {
  const clock = new SteppedClock(START_MS + aheadSeconds * 1_000);
  const messages = written(['first', -31], ['second', -1]);
  const gone = { purpose: 'customer', state: 'disconnected', disconnectType: 'peer' };
  const over = theConversation(gone, { id: 'ana', purpose: 'agent', state: 'disconnected', messages });
  const http = new ScriptedHttp().on('GET conversation', over as Answer);
  const { provider } = aProvider({ http, clock });
  const types: string[] = [];
  const conversation = aConversation({ agents: ['ana'], hadAgent: true, heard });
  void provider.receive(conversation, following.signal, async ({ type }) => void types.push(type));
  await clock.pass(29_000);
  expect(types).toEqual(early);
  await clock.pass(5_000);
  expect(types).toEqual(late);
});
