/// <reference types="jest" />
import type { ProviderEvent } from '../../../lib/provider';
import { SteppedClock, settled } from '../../support/SteppedClock';
import { aProvider, QUEUE } from './support/aProvider';
import { aConversation, theConversation } from './support/Conversation';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const ACD = { id: 'acd', purpose: 'acd', queueId: QUEUE };
const ANA = { id: 'ana', purpose: 'agent', name: 'Ana', queueId: QUEUE };
const GONE = { ...ANA, state: 'disconnected', disconnectType: 'transfer' };
const onQueue = (count: number) => ({
  body: { results: [{ group: { queueId: QUEUE }, data: [{ metric: 'oOnQueueUsers', stats: { count } }] }] },
});

/** Listens to a conversation that looks like this; a test changes what it looks like, and lets time pass. */
function listening(first: object, { conversation = aConversation(), settings = {} } = {}) {
  const http = new ScriptedHttp().on('GET conversation', first as Answer).on('POST query', onQueue(2));
  const clock = new SteppedClock();
  const { provider, log } = aProvider({ http, clock, settings });
  const hangUp = new AbortController();
  const events: ProviderEvent[] = [];
  const done = provider
    .receive(conversation, hangUp.signal, async (event) => void events.push(event))
    .then(
      () => 'over',
      (error: unknown) => error,
    );
  return {
    http,
    clock,
    log,
    events,
    done,
    provider,
    conversation,
    hangUp,
    types: () => events.map(({ type }) => type),
    looks: () => http.sent('GET conversation').length,
    becomes: async (...people: Parameters<typeof theConversation>) => {
      http.on('GET conversation', theConversation(...people) as Answer);
      await clock.pass(20_000);
    },
  };
}

test('a visitor who waits is told of the wait once, and of the agent by name', async () => {
  const { http, clock, events, becomes, hangUp } = listening(theConversation(ACD));
  http.on('GET estimatedwaittime', { body: { results: [{ estimatedWaitTimeSeconds: 90 }] } });
  await clock.pass(30_000);
  await becomes({ ...ACD, state: 'disconnected' }, ANA);
  hangUp.abort();
  expect(events).toEqual([
    { id: 'queued:acd', type: 'queued', waitSeconds: 90 },
    { id: 'joined:ana', type: 'agent-joined', name: 'Ana' },
  ]);
});

test('an end that shows in a message which is not taken any more is looked at at once', async () => {
  const { http, clock, provider, conversation, looks, hangUp } = listening(theConversation(ANA));
  await clock.pass(1_000);
  http.on('GET conversation', theConversation({ purpose: 'customer', state: 'disconnected' }) as Answer);
  const before = looks();
  const sending = provider.send(conversation, { id: 'rc-1', text: 'hello?' });
  await expect(sending).rejects.toMatchObject({ failure: 'gone' });
  await settled();
  // Once to find out what Genesys has, and once for the news.
  expect(looks() - before).toBe(2);
  hangUp.abort();
});

test('an agent at whom it only rings has not joined', async () => {
  const { clock, types, hangUp } = listening(theConversation(ACD, { ...ANA, state: 'alerting' }));
  await clock.pass(10_000);
  hangUp.abort();
  expect(types()).toEqual(['queued']);
});

test.each([
  ['gives it back to his queue has left', [GONE, { ...ACD, id: 'acd-2' }], 'agent-left'],
  ['gives it to another queue passes it on', [GONE, { ...ACD, id: 'acd-2', queueId: 'other' }], 'transferring'],
  ['gives it to another agent passes it on', [GONE, { ...ANA, id: 'ben', state: 'alerting' }], 'transferring'],
])('an agent who %s, and nothing has ended', async (_what, people, event) => {
  const { clock, becomes, types, hangUp } = listening(theConversation(ANA));
  await clock.pass(1_000);
  await becomes(...people);
  hangUp.abort();
  expect(types().slice(0, 2)).toEqual(['agent-joined', event]);
  expect(types()).not.toContain('ended');
});

test('an agent who comes as another goes is all that is told', async () => {
  const { clock, becomes, events, hangUp } = listening(theConversation(ANA));
  await clock.pass(1_000);
  await becomes(GONE, { ...ANA, id: 'ben', name: 'Ben' });
  hangUp.abort();
  expect(events.slice(1)).toMatchObject([{ type: 'agent-joined', name: 'Ben' }]);
});

const talked = () => aConversation({ agents: ['ana'], hadAgent: true });
const over = (disconnectType?: string) =>
  theConversation({ id: 'visitor', purpose: 'customer', state: 'disconnected', disconnectType }, GONE);

test.each([
  ['peer', 'agent'],
  ['system', 'agent'],
  ['client', 'visitor'],
  ['inactivity', 'idle'],
  ['timeout', 'idle'],
  ['error', 'error'],
])('an end of the type %s is one by %s', async (type, reason) => {
  const { clock, events, done } = listening(over(type), { conversation: talked() });
  await clock.pass(10_000);
  expect(await done).toBe('over');
  expect(events).toMatchObject([{ type: 'ended', reason }]);
});

test('an end before any agent came means that nobody was available', async () => {
  const { clock, events, done } = listening(over('system'));
  await clock.pass(10_000);
  await done;
  expect(events).toMatchObject([{ type: 'ended', reason: 'unavailable' }]);
});

test('an end is told two seconds later, because the last words may still be on their way', async () => {
  const { clock, types } = listening(over('peer'), { conversation: talked() });
  await clock.pass(1_900);
  expect(types()).toEqual([]);
  await clock.pass(200);
  expect(types()).toEqual(['ended']);
});

test('an end that another process has told of is told again, without asking', async () => {
  const conversation = aConversation({ end: { id: 'ended:visitor', reason: 'agent' } });
  const { events, done, http } = listening(over('peer'), { conversation });
  expect(await done).toBe('over');
  expect(events).toEqual([{ id: 'ended:visitor', type: 'ended', reason: 'agent' }]);
  expect(http.requests).toEqual([]);
});

describe('a queue that nobody is on', () => {
  test('ends the waiting of a visitor who has met nobody yet', async () => {
    const { http, clock, events, done } = listening(theConversation(ACD));
    http.on('POST query', { body: { results: [] } });
    await clock.pass(5_000);
    expect(await done).toBe('over');
    expect(events).toMatchObject([{ type: 'ended', reason: 'unavailable' }]);
  });

  test.each([
    ['the settings let visitors wait', { settings: { waitsForAgents: true } }],
    ['an agent was there before', { conversation: aConversation({ hadAgent: true }) }],
  ])('ends nothing where %s', async (_where, options) => {
    const { http, clock, types, hangUp } = listening(theConversation(ACD), options);
    http.on('POST query', { body: { results: [] } });
    await clock.pass(60_000);
    hangUp.abort();
    expect(types()).toEqual(['queued']);
  });

  test('ends nothing while Genesys does not tell', async () => {
    const { http, clock, types, hangUp } = listening(theConversation(ACD));
    http.on('POST query', 403);
    await clock.pass(60_000);
    hangUp.abort();
    expect(types()).toEqual(['queued']);
  });
});

describe('looking', () => {
  test('is done less often the less there is to see', async () => {
    const { clock, looks, hangUp } = listening(theConversation(ANA));
    await clock.pass(60_000);
    const first = looks();
    await clock.pass(60_000);
    hangUp.abort();
    expect([first > 4, first < 15, looks() - first <= 5]).toEqual([true, true, true]);
  });

  test('of many conversations together keeps to half of what the client is allowed', async () => {
    const http = new ScriptedHttp().on('GET conversation', theConversation(ACD) as Answer).on('POST query', onQueue(1));
    const clock = new SteppedClock();
    const { provider } = aProvider({ http, clock, settings: { requestsPerMinute: 60 } });
    const calls = Array.from({ length: 40 }, (_, index) => {
      const hangUp = new AbortController();
      const conversation = aConversation({ visitorKey: `room:${index}:x` });
      return { hangUp, done: provider.receive(conversation, hangUp.signal, async () => undefined) };
    });
    await clock.pass(60_000);
    for (const { hangUp } of calls) hangUp.abort();
    await Promise.all(calls.map(({ done }) => done));
    expect(http.sent('GET conversation').length).toBeLessThanOrEqual(31);
    expect(http.sent('GET conversation').length).toBeGreaterThan(25);
  });

  test('of quiet conversations is rarer the more there are, and one whose agent is to come does not wait for that', async () => {
    const http = new ScriptedHttp().on('GET conversation', theConversation(ANA) as Answer);
    const clock = new SteppedClock();
    const { provider } = aProvider({ http, clock, settings: { requestsPerMinute: 120 } });
    const follow = (index: number, changes: Parameters<typeof aConversation>[0]) => {
      const hangUp = new AbortController();
      const conversation = aConversation({ visitorKey: `room:${index}:x`, ...changes });
      return { hangUp, done: provider.receive(conversation, hangUp.signal, async () => undefined) };
    };
    const quiet = Array.from({ length: 80 }, (_, index) => follow(index, { agents: ['ana'], hadAgent: true }));
    await clock.pass(400_000);
    const before = http.sent('GET conversation').length;
    await clock.pass(100_000);
    // Each every 100 s, which is four fifths of what the client may ask.
    const looks = http.sent('GET conversation').length - before;
    const waiting = follow(99, { conversationId: 'waiting' });
    await clock.pass(3_000);
    const isLookedAt = http.sent('GET waiting').length > 0;
    for (const { hangUp } of [...quiet, waiting]) hangUp.abort();
    await Promise.all([...quiet, waiting].map(({ done }) => done));
    expect([looks > 60, looks < 90, isLookedAt]).toEqual([true, true, true]);
  });

  test('survives failures for a while, and then gives up with the last one', async () => {
    const { clock, done } = listening({ status: 503 });
    await clock.pass(140_000);
    await settled();
    expect(await Promise.race([done, 'still trying'])).toBe('still trying');
    await clock.pass(60_000);
    expect(await done).toMatchObject({ name: 'ProviderError', failure: 'unreachable' });
  });

  test('that is not allowed is told to the admin once, and does not end the conversation', async () => {
    const { clock, done, log, hangUp } = listening({ status: 403 });
    await clock.pass(300_000);
    expect(log.lines.filter((line) => line.includes('its end is not noticed'))).toHaveLength(1);
    hangUp.abort();
    await clock.pass(1);
    expect(await done).toBe('over');
  });

  test('at a conversation that there is not any more means that it is gone', async () => {
    const { clock, done } = listening({ status: 404 });
    await clock.pass(1_000);
    expect(await done).toMatchObject({ failure: 'gone' });
  });
});
