/// <reference types="jest" />
import { createHmac } from 'crypto';
import type { ProviderEvent } from '../../../lib/provider';
import { ManualClock } from '../../support/ManualClock';
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

/** An agent has said `second` 1 s after `first`, and the notification of `second` is here. */
function secondIsHere({ heard = [], http = new ScriptedHttp(), nowMs = START_MS + 2_000, settings = {} } = {}) {
  const conversation = aConversation({ agents: ['ana'], hadAgent: true, heard });
  const { provider } = aProvider({ http, clock: new ManualClock(nowMs), settings });
  const events: ProviderEvent[] = [];
  const hear = async (id: string, seconds: number) => {
    const channel = { id: INTEGRATION, to: { id: VISITOR }, time: isoTime(seconds) };
    const content = { id, channel, conversationId: CONVERSATION, type: 'Text', originatingEntity: 'Human', text: id };
    const digest = createHmac('sha256', SETTINGS.webhookSecret).update(JSON.stringify(content)).digest('base64');
    const [news] = await provider.onWebhook({ content, headers: { 'x-hub-signature-256': `sha256=${digest}` } });
    if (news === undefined) throw new Error('there are no news');
    await provider.hear(conversation, news, async (event) => void events.push(event));
  };
  return { hear, heard: () => events.map(({ id }) => id), http };
}

const BOTH = written(['first', 0], ['second', 1]);

test('what an agent said waits until what he said before it was heard', async () => {
  const { hear, heard } = secondIsHere({ http: new ScriptedHttp().on('GET conversation', anaWith(BOTH)) });
  await expect(hear('second', 1)).rejects.toMatchObject({ failure: 'unreachable' });
  await hear('first', 0);
  await hear('second', 1);
  expect(heard()).toEqual(['first', 'second']);
});

test.each([
  ['nothing was said before', {}, written(['second', 1], ['third', 2])],
  ['what was said before was said too long ago to come yet', { nowMs: START_MS + 31_000 }, BOTH],
  ['Genesys lists what was said by other ids', {}, written(['a', 0], ['b', 1])],
])('what an agent said is heard at once where %s', async (_where, circumstances, messages) => {
  const http = new ScriptedHttp().on('GET conversation', anaWith(messages));
  const { hear, heard } = secondIsHere({ ...circumstances, http });
  await hear('second', 1);
  expect(heard()).toEqual(['second']);
});

test('while Genesys cannot tell what was said before, half a minute is waited for it', async () => {
  const http = new ScriptedHttp().on('GET conversation', 'cut');
  await expect(secondIsHere({ http }).hear('second', 1)).rejects.toMatchObject({ failure: 'unreachable' });
  const later = secondIsHere({ http, nowMs: START_MS + 32_000 });
  await later.hear('second', 1);
  expect(later.heard()).toEqual(['second']);
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
  ['that are still on their way are waited for', ['first'], [], ['ended']],
  ['that have all come are not waited for', ['first', 'second'], ['ended'], ['ended']],
])('last words %s', async (_which, heard, early, late) => {
  const clock = new SteppedClock();
  const seconds = (clock.nowMs() - START_MS) / 1_000;
  const messages = written(['first', seconds - 2], ['second', seconds - 1]);
  const gone = { purpose: 'customer', state: 'disconnected', disconnectType: 'peer' };
  const over = theConversation(gone, { id: 'ana', purpose: 'agent', state: 'disconnected', messages });
  const http = new ScriptedHttp().on('GET conversation', over as Answer);
  const { provider } = aProvider({ http, clock });
  const types: string[] = [];
  const conversation = aConversation({ agents: ['ana'], hadAgent: true, heard });
  void provider.receive(conversation, new AbortController().signal, async ({ type }) => void types.push(type));
  await clock.pass(10_000);
  expect(types).toEqual(early);
  await clock.pass(30_000);
  expect(types).toEqual(late);
});
