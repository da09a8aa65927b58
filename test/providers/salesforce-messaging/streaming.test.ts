/// <reference types="jest" />
import type { ProviderEvent } from '../../../lib/provider';
import { SteppedClock, settled } from '../../support/SteppedClock';
import { Listening } from '../salesforce-live-agent/support/listen';
import { aProvider, ORGANISATION, SCRT } from './support/aProvider';
import { aConversation, CONVERSATION_ID, type Conversation } from './support/Conversation';
import { envelope, joins, list, other, says, status, VERA } from './support/entries';
import { ScriptedHttp } from './support/ScriptedHttp';
import { ScriptedStreams } from './support/ScriptedStreams';

interface Parts {
  streams?: ScriptedStreams;
  conversation?: Conversation;
  apply?: (event: ProviderEvent) => void;
}

async function listen({ streams = new ScriptedStreams(), conversation = aConversation(), apply }: Parts = {}) {
  const http = new ScriptedHttp();
  const clock = new SteppedClock();
  const { provider, log } = aProvider({ http, streams, clock });
  const listening = new Listening(provider, conversation, apply);
  listenings.push(listening);
  await settled();
  return { http, clock, streams, conversation, log, listening, ids: () => listening.events.map(({ id }) => id) };
}

let listenings: Listening[] = [];
afterEach(async () => {
  await Promise.all(listenings.map((listening) => listening.stop()));
  listenings = [];
});

const asked = (http: ScriptedHttp) => http.sent('GET entries').length;
const MESSAGE = 'CONVERSATION_MESSAGE';

describe('the stream of events', () => {
  test('is opened for the token and the organisation, from the last event on', async () => {
    const { streams } = await listen({ conversation: aConversation({ lastEventId: '42' }) });
    expect(streams.requests).toMatchObject([
      {
        method: 'GET',
        url: `${SCRT}/eventrouter/v1/sse`,
        headers: {
          Accept: 'text/event-stream',
          Authorization: 'Bearer token-1',
          'Last-Event-Id': '42',
          'X-Org-Id': ORGANISATION,
        },
      },
    ]);
  });

  test('tells at once what happens, and Salesforce is asked once more whether that was all', async () => {
    const { http, clock, streams, ids } = await listen();
    streams.last.ping();
    streams.last.event('CONVERSATION_PARTICIPANT_CHANGED', envelope(joins('j', 1)), 8);
    streams.last.event(MESSAGE, envelope(says('m', 2, 'hi')), 9);
    await settled();
    expect(ids()).toEqual(['j', 'm']);
    for (let seconds = 0; seconds < 300; seconds += 20) {
      await clock.pass(20_000);
      streams.last.ping();
    }
    expect([asked(http), streams.requests.length]).toEqual([2, 1]);
  });

  test('may lose something, which is found within a minute however much has come since', async () => {
    const { http, clock, streams, ids } = await listen();
    http.on('GET entries', list(says('lost', 1_000, 'hi'), says('m', 20_000, 'still there?')));
    streams.last.ping();
    streams.last.event(MESSAGE, envelope(says('m', 20_000, 'still there?')), 9);
    await settled();
    for (let seconds = 0; seconds < 60; seconds += 20) {
      await clock.pass(20_000);
      streams.last.ping();
    }
    expect(ids().filter((id) => !id?.endsWith(':joined'))).toEqual(['m', 'lost']);
  });

  test('is asked beside for what happened before it was open, and that comes first', async () => {
    const http = new ScriptedHttp().on('GET entries', list(joins('j', 1), says('m1', 2, 'first')));
    const streams = new ScriptedStreams();
    const { provider } = aProvider({ http, streams, clock: new SteppedClock() });
    const listening = new Listening(provider, aConversation());
    listenings.push(listening);
    await Promise.resolve();
    while (streams.connections.length === 0) await Promise.resolve();
    streams.last.event(MESSAGE, envelope(says('m2', 3, 'second')), 9);
    await settled();
    expect(listening.events.map(({ id }) => id)).toEqual(['j', 'm1', 'm2']);
  });

  test('brings each thing once, however often and in whichever way it comes', async () => {
    const { http, clock, streams, ids } = await listen();
    http.on('GET entries', list(joins('j', 1), says('m', 2, 'hi')));
    streams.last.event(MESSAGE, envelope(says('m', 2, 'hi')), 9);
    streams.last.event(MESSAGE, envelope(says('m', 2, 'hi')), 10);
    await settled();
    streams.last.breakOff();
    await clock.pass(2_000);
    expect(ids()).toEqual(['m:joined', 'm']);
  });

  test('drops the echo of the visitor, and what belongs to another conversation of his', async () => {
    const { streams, ids, conversation } = await listen();
    streams.last.event(MESSAGE, envelope(says('e', 1, 'my own words', VERA)), 8);
    streams.last.event(MESSAGE, envelope(says('x', 2, 'not for here'), 'f0000000-0000-4000-8000-000000000000'), 9);
    await settled();
    expect([ids(), conversation.saves]).toEqual([[], 0]);
  });

  test('ignores what it does not know or cannot read, and logs it once', async () => {
    const { streams, ids, log } = await listen();
    for (const id of [1, 2]) {
      streams.last.event('CONVERSATION_NOVELTY', envelope(other(`n${id}`, 1, 'Novelty')), id);
      streams.last.event('SOMETHING_ELSE', {}, id);
      streams.last.event(MESSAGE, '{"conversationEntry": cut', id);
      streams.last.event(MESSAGE, { ...envelope(says('m', 1, 'x')), conversationEntry: { entryPayload: '{' } }, id);
    }
    streams.last.event(MESSAGE, envelope(says('m', 2, 'hi')), 9);
    await settled();
    expect(ids()).toEqual(['m:joined', 'm']);
    expect(log.lines.filter((line) => line.includes('not known'))).toHaveLength(3);
  });

  test('that cannot be read is asked for instead, and what comes after it waits', async () => {
    const { http, clock, streams, ids } = await listen();
    streams.last.ping();
    await settled();
    const before = asked(http);
    http.on('GET entries', list(joins('j', 1), says('m', 2, 'hi')));
    streams.last.event(MESSAGE, '{"conversationEntry": cut', 8);
    streams.last.event(MESSAGE, envelope(says('n', 3, 'there')), 9);
    await settled();
    await clock.pass(1);
    expect([asked(http) - before, ids()]).toEqual([1, ['j', 'm', 'n']]);
  });

  test('ends with the conversation', async () => {
    const { streams, listening } = await listen();
    streams.last.event('CONVERSATION_SESSION_STATUS_CHANGED', envelope(status('s', 1, 'Ended')), 8);
    expect(await listening.done).toBe('ended');
    expect([listening.events, streams.last.isOver]).toEqual([[{ id: 's', type: 'ended', reason: 'agent' }], true]);
  });

  test('is let go of when listening is stopped', async () => {
    const { streams, listening } = await listen();
    await listening.stop();
    expect(streams.last.isOver).toBe(true);
  });

  test('is gone on with from the last event that was applied, by another process too', async () => {
    const { streams, listening, conversation } = await listen();
    streams.last.event(MESSAGE, envelope(says('m', 2, 'hi')), 9);
    await settled();
    await listening.stop();
    const next = await listen({ conversation: conversation.stored() });
    expect(next.streams.requests[0]?.headers?.['Last-Event-Id']).toBe('9');
    next.streams.last.event(MESSAGE, envelope(says('m', 2, 'hi')), 9);
    await settled();
    expect(next.ids()).toEqual([]);
  });

  test('brings what was not applied again', async () => {
    const apply = () => {
      throw new Error('The process is gone');
    };
    const { streams, listening, conversation } = await listen({ apply });
    streams.last.event(MESSAGE, envelope(says('m', 2, 'hi')), 9);
    expect(await listening.done).toMatchObject({ message: 'The process is gone' });
    expect(conversation.state).toMatchObject({ lastEventId: '7', seen: [] });
  });
});

describe('a stream that breaks', () => {
  test('is opened again a second later, and what was missed is asked for at once, until then and again then', async () => {
    const { http, clock, streams, ids } = await listen();
    streams.last.event(MESSAGE, envelope(says('m1', 1_000, 'one')), 8);
    await settled();
    http.on('GET entries', list(says('m2', 2_000, 'two')), list(says('m3', 3_000, 'three')));
    streams.last.breakOff();
    await settled();
    expect([asked(http), streams.requests.length]).toEqual([2, 1]);
    await clock.pass(1_000);
    expect([asked(http), streams.requests.length]).toEqual([4, 2]);
    expect(streams.requests[1]?.headers?.['Last-Event-Id']).toBe('8');
    streams.last.event(MESSAGE, envelope(says('m4', 4_000, 'four')), 11);
    await settled();
    expect(ids()).toEqual(['m1:joined', 'm1', 'm2', 'm3', 'm4']);
  });

  test('holds back what it brings until what was missed could be asked for', async () => {
    const { http, clock, streams, ids } = await listen();
    streams.last.ping();
    await settled();
    http.on('GET entries', 500, 500, list(says('m1', 1_000, 'one')));
    streams.last.breakOff();
    await clock.pass(1_000);
    streams.last.event(MESSAGE, envelope(says('m2', 2_000, 'two')), 9);
    await settled();
    expect(ids()).toEqual([]);
    await clock.pass(10_000);
    expect(ids()).toEqual(['m1:joined', 'm1', 'm2']);
  });

  test('is waited for longer each time, up to half a minute, and then five', async () => {
    const { clock, streams } = await listen({ streams: new ScriptedStreams('cut') });
    const times: number[] = [];
    let known = 1;
    for (let second = 0; second < 320; second++) {
      await clock.pass(1_000);
      if (streams.requests.length > known) times.push(second + 1);
      known = streams.requests.length;
    }
    expect(times).toEqual([1, 3, 5, 9, 309]);
  });

  test('without saying so is not trusted for long: Salesforce is asked beside it', async () => {
    const { http, clock, streams, ids } = await listen();
    streams.last.ping();
    await clock.pass(34_000);
    http.on('GET entries', list(says('m', 1_000, 'one')));
    expect(asked(http)).toBe(1);
    await clock.pass(2_000);
    expect([ids(), streams.last.isOver]).toEqual([['m:joined', 'm'], false]);
    streams.last.ping();
    await clock.pass(2_000);
    const before = asked(http);
    await clock.pass(30_000);
    expect(asked(http)).toBe(before);
  });

  test('is given up when nothing has come through it for 90 s, pings included', async () => {
    const { clock, streams } = await listen();
    streams.last.ping();
    await clock.pass(60_000);
    streams.last.ping();
    await clock.pass(89_000);
    expect(streams.last.isOver).toBe(false);
    const [first] = streams.connections;
    await clock.pass(3_000);
    expect([first?.isOver, streams.requests.length]).toEqual([true, 2]);
  });
});

describe('where there is no stream to be had', () => {
  test.each([
    ['a proxy refuses it', { status: 403 }],
    ['a proxy answers for it', { status: 200, headers: { 'content-type': 'text/html' } }],
    ['it is not found', { status: 404 }],
  ])(
    'because %s, Salesforce is asked instead, and the stream tried again after five minutes',
    async (_why, opening) => {
      const { http, clock, streams, ids, log } = await listen({ streams: new ScriptedStreams(opening, 'open') });
      http.on('GET entries', list(says('m1', 1_000, 'one')));
      await clock.pass(299_000);
      expect([streams.requests.length, ids()]).toEqual([1, ['m1:joined', 'm1']]);
      expect(log.lines.join()).toContain('is asked for news instead');
      await clock.pass(2_000);
      streams.last.ping();
      await settled();
      const before = asked(http);
      await clock.pass(30_000);
      expect([streams.requests.length, asked(http)]).toEqual([2, before]);
    },
  );

  test('because a proxy keeps it to itself, Salesforce is asked all the time, and nothing comes twice', async () => {
    const { http, clock, streams, ids } = await listen();
    http.on('GET entries', list(says('m1', 1_000, 'one')));
    await clock.pass(10_000);
    expect([asked(http) > 2, ids()]).toEqual([true, ['m1:joined', 'm1']]);
    streams.last.event(MESSAGE, envelope(says('m1', 1_000, 'one')), 9);
    streams.last.event(MESSAGE, envelope(says('m2', 2_000, 'two')), 10);
    await settled();
    expect(ids()).toEqual(['m1:joined', 'm1', 'm2']);
  });

  test('for one conversation, it is asked for as often as ever, however many others have theirs', async () => {
    const http = new ScriptedHttp();
    const clock = new SteppedClock();
    const streams = new ScriptedStreams({ status: 403 }, 'open');
    const { provider } = aProvider({ http, streams, clock });
    for (let count = 0; count < 600; count++) {
      const conversationId = CONVERSATION_ID.replace(/.{4}$/, String(count).padStart(4, '0'));
      listenings.push(new Listening(provider, aConversation({ conversationId })));
    }
    await settled();
    for (const connection of streams.connections) connection.ping();
    await clock.pass(10_000);
    for (const connection of streams.connections) connection.ping();
    const before = asked(http);
    await clock.pass(20_000);
    expect(asked(http) - before).toBeGreaterThanOrEqual(5);
  });

  test('because it never begins, it is given up', async () => {
    const { clock, streams } = await listen();
    await clock.pass(45_000);
    expect(streams.connections[0]?.isOver).toBe(true);
  });

  test('because there are too many, it is tried again when Salesforce says so', async () => {
    const tooMany = { status: 429, headers: { 'retry-after': '20' } };
    const { clock, streams } = await listen({ streams: new ScriptedStreams(tooMany, 'open') });
    await clock.pass(19_000);
    expect(streams.requests).toHaveLength(1);
    await clock.pass(1_000);
    expect(streams.requests).toHaveLength(2);
  });

  test('and no answer either, the conversation cannot be followed', async () => {
    const { http, clock, listening } = await listen({ streams: new ScriptedStreams('cut') });
    http.on('GET entries', 'cut');
    await clock.pass(200_000);
    expect(await listening.done).toMatchObject({ name: 'ProviderError', failure: 'unreachable' });
  });
});

describe('typing', () => {
  const types = (id: string, isOn: boolean, by?: Parameters<typeof other>[4]) =>
    envelope(other(id, 1, isOn ? 'TypingStartedIndicator' : 'TypingStoppedIndicator', { timestamp: 1 }, by));
  const shown = (events: readonly ProviderEvent[]) =>
    events.flatMap((event) => (event.type === 'typing' ? [event.isTyping] : []));

  test('is shown once until it is repeated no more for 5 s', async () => {
    const { clock, streams, listening, conversation } = await listen();
    streams.last.event('CONVERSATION_TYPING_STARTED_INDICATOR', types('t1', true), 8);
    await clock.pass(4_000);
    streams.last.event('CONVERSATION_TYPING_STARTED_INDICATOR', types('t2', true), 9);
    await clock.pass(4_000);
    expect(shown(listening.events)).toEqual([true]);
    await clock.pass(1_000);
    expect(shown(listening.events)).toEqual([true, false]);
    expect(conversation.saves).toBe(0);
  });

  test('is over when the agent says so, or speaks', async () => {
    const { streams, listening } = await listen();
    streams.last.event('CONVERSATION_TYPING_STARTED_INDICATOR', types('t1', true), 8);
    streams.last.event('CONVERSATION_TYPING_STOPPED_INDICATOR', types('t2', false), 9);
    streams.last.event('CONVERSATION_TYPING_STARTED_INDICATOR', types('t3', true), 10);
    streams.last.event(MESSAGE, envelope(says('m', 2, 'hi')), 11);
    await settled();
    expect(shown(listening.events)).toEqual([true, false, true, false]);
    expect(new Set(listening.events.map(({ id }) => id)).size).toBe(listening.events.length);
  });

  test('of the visitor himself is nothing to show him', async () => {
    const { streams, listening } = await listen();
    streams.last.event('CONVERSATION_TYPING_STARTED_INDICATOR', types('t1', true, VERA), 8);
    await settled();
    expect(listening.events).toEqual([]);
  });
});
