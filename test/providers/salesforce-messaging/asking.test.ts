/// <reference types="jest" />
import { ManualClock } from '../../support/ManualClock';
import { Listening, told } from '../salesforce-live-agent/support/listen';
import { aProvider } from './support/aProvider';
import { aConversation, CONVERSATION_ID, type Conversation } from './support/Conversation';
import { ANA, BOT, joins, list, message, other, routing, says, status, VERA } from './support/entries';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

function listen(
  answers: Answer[],
  { conversation = aConversation(), settings = {} }: { conversation?: Conversation; settings?: object } = {},
) {
  const clock = new ManualClock();
  const http = new ScriptedHttp().on('GET entries', ...answers);
  const { provider, log } = aProvider({ http, clock, settings });
  return { http, clock, log, conversation, provider, listening: new Listening(provider, conversation) };
}

const ended = list(status('end', 90_000, 'ended'));
const queries = (http: ScriptedHttp) => http.sent('GET entries').map(({ url }) => new URL(url).searchParams);
const starts = (http: ScriptedHttp) => queries(http).map((query) => query.get('startTimestamp'));

/** The times between one question and the next, until the conversation is over. */
async function gapsOf(http: ScriptedHttp, clock: ManualClock, listening: Listening): Promise<number[]> {
  const times: number[] = [];
  const original = http.send.bind(http);
  http.send = (request) => {
    if (request.method === 'GET' && request.url.includes(CONVERSATION_ID)) times.push(clock.nowMs());
    return original(request);
  };
  await listening.done;
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

async function heard(...answers: Answer[]) {
  const { listening } = listen([...answers, ended]);
  await listening.done;
  return told(listening.events);
}

describe('asking for entries', () => {
  test('begins at the beginning and goes on a little before the newest one that was heard of', async () => {
    const { http, listening } = listen([
      list(),
      list(says('1', 20_000, 'a')),
      list(says('2', 30_000, 'b', VERA)),
      ended,
    ]);
    expect(await listening.done).toBe('ended');
    expect(starts(http)).toEqual([null, null, '15000', '25000']);
    expect(queries(http)[0]?.get('limit')).toBe('50');
    expect(queries(http)[0]?.get('direction')).toBe('FromStart');
    expect(queries(http)[0]?.get('entryTypeFilter')).toBe(
      'Message,ParticipantChanged,RoutingResult,SessionStatusChanged',
    );
  });

  test('hands over what comes again once only', async () => {
    const answer = list(says('1', 1, 'a'), says('2', 2, 'b'));
    expect(await heard(answer, answer, answer)).toHaveLength(4);
  });

  test('turns the pages of a long list', async () => {
    const page = (from: number, count: number) =>
      list(...Array.from({ length: count }, (_, index) => says(`m${from + index}`, (from + index) * 1000, 'x')));
    const { http, listening } = listen([page(1, 50), page(50, 50), page(99, 3), ended]);
    await listening.done;
    expect(listening.events.filter(({ type }) => type === 'message')).toHaveLength(101);
    expect(starts(http).slice(0, 3)).toEqual([null, '50000', '99000']);
  });

  test('gets past a page that is full of one moment', async () => {
    const page = list(...Array.from({ length: 50 }, (_, index) => says(`m${index}`, 7_000, 'x')));
    const { http, listening } = listen([page, page, list(), ended]);
    await listening.done;
    expect(starts(http).slice(0, 3)).toEqual([null, '7000', '7001']);
  });

  test('leaves out the type that an org does not know', async () => {
    const { http, listening } = listen([400, list(says('1', 1, 'a')), ended]);
    await listening.done;
    expect(queries(http).map((query) => query.get('entryTypeFilter')?.split(',').length)).toEqual([4, 3, 3]);
  });

  test('reads payloads that are text as well', async () => {
    const entry = says('1', 1, 'a');
    const events = await heard(list({ ...entry, entryPayload: JSON.stringify(entry.entryPayload) }));
    expect(events).toContainEqual({ type: 'message', content: { kind: 'text', text: 'a' }, agentName: 'Ana' });
  });

  test('asks soon after news, and less often after none', async () => {
    const { http, clock, listening } = listen([list(says('1', 1, 'a')), list(), list(), list(), list(), list(), ended]);
    const gaps = await gapsOf(http, clock, listening);
    expect(gaps[0]).toBe(900);
    expect(gaps[gaps.length - 1]).toBe(4_000);
    expect([...gaps].sort((a, b) => a - b)).toEqual(gaps);
  });

  test('does not take for news what the visitor has said himself', async () => {
    const echo = list(says('1', 1, 'a', VERA));
    const { http, clock, listening } = listen([list(), list(), list(), echo, ended]);
    const gaps = await gapsOf(http, clock, listening);
    expect(gaps[gaps.length - 1]).toBe(4_000);
  });

  test('lets more than 200 conversations share what these may ask', async () => {
    const clock = new ManualClock();
    const answers = [list(says('1', 1, 'a')), list(), list(), list(), list(), list(), ended];
    const http = new ScriptedHttp().on('GET entries', ({ url }) =>
      url.includes(CONVERSATION_ID) ? (answers.shift() ?? ended) : new Promise<Answer>(() => undefined),
    );
    const { provider } = aProvider({ http, clock });
    for (let other = 1; other < 1_000; other++) {
      const conversationId = CONVERSATION_ID.replace(/.{4}$/, String(other).padStart(4, '0'));
      new Listening(provider, aConversation({ conversationId }));
    }
    const listening = new Listening(provider, aConversation());
    const gaps = await gapsOf(http, clock, listening);
    expect(gaps[0]).toBe(4_500);
    expect(gaps[gaps.length - 1]).toBe(20_000);
  });

  test('remembers what was applied, and stores it before it goes on', async () => {
    const conversation = aConversation();
    const { http, listening } = listen([list(says('1', 5_000, 'a')), ended], { conversation });
    const stored: unknown[] = [];
    const original = http.send.bind(http);
    http.send = (request) => {
      stored.push(conversation.stored().state.lastEntryAtMs);
      return original(request);
    };
    await listening.done;
    expect(stored[stored.length - 1]).toBe(5_000);
  });

  test('does not remember what was not applied', async () => {
    const conversation = aConversation();
    const http = new ScriptedHttp().on('GET entries', list(joins('j', 1), says('1', 2, 'a'), says('2', 3, 'b')));
    const dying = new Listening(aProvider({ http }).provider, conversation, ({ id }) => {
      if (id === '2') throw new Error('The process is gone');
    });
    expect(await dying.done).toMatchObject({ message: 'The process is gone' });
    expect(conversation.state.seen).toEqual(['j', '1']);
  });

  test('stops when it is told to, and says nothing more', async () => {
    const { listening } = listen([list(says('1', 1, 'a'))]);
    await listening.first(2);
    const events = await listening.stop();
    expect([await listening.done, events.length]).toEqual(['ended', 2]);
  });

  test('tells the end again to whoever goes on without having heard of it', async () => {
    const conversation = aConversation({ end: { id: 'end', reason: 'agent' } });
    const { http, listening } = listen([list()], { conversation });
    expect(await listening.done).toBe('ended');
    expect([listening.events, http.requests]).toEqual([[{ id: 'end', type: 'ended', reason: 'agent' }], []]);
  });

  test('tells the agent that his words have arrived, after they were stored, and does not wait for it', async () => {
    const { http, listening } = listen([list(says('1', 1, 'a'), says('2', 2, 'b', VERA), says('3', 3, 'c')), ended]);
    http.on('POST acknowledge-entries', 500);
    expect(await listening.done).toBe('ended');
    const [body] = http.bodies('POST acknowledge-entries');
    expect(body?.acks).toEqual(
      ['1', '3'].map((conversationEntryId) => ({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        entryType: 'Delivery',
        conversationEntryId,
      })),
    );
  });
});

describe('asking that fails', () => {
  const failures = (answer: Answer) => Array<Answer>(99).fill(answer);

  test.each([500, 503, 429, 'cut'] as const)('with %p is tried again, and gives up after 150 s', async (answer) => {
    const passing = listen([answer, answer, list(says('1', 1, 'a')), ended]);
    expect(await passing.listening.done).toBe('ended');
    const lasting = listen(failures(answer));
    const startMs = lasting.clock.nowMs();
    expect(await lasting.listening.done).toMatchObject({ name: 'ProviderError', failure: 'unreachable' });
    expect(lasting.clock.nowMs() - startMs).toBeGreaterThanOrEqual(150_000);
  });

  test('for too many calls waits as long as Salesforce says', async () => {
    const tooMany = { status: 429, headers: { 'retry-after': '40' } };
    const { clock, listening } = listen([tooMany, tooMany, ended]);
    const startMs = clock.nowMs();
    await listening.done;
    expect(clock.nowMs() - startMs).toBe(80_000);
  });

  test.each([401, 403, 404])('with %i has lost the conversation', async (status_) => {
    const { listening, conversation } = listen([status_]);
    expect(await listening.done).toBe('ended');
    expect(told(listening.events)).toEqual([{ type: 'ended', reason: 'expired' }]);
    expect(conversation.state.end).toEqual({ id: 'expired', reason: 'expired' });
  });

  test('with a refusal is not tried again', async () => {
    const { listening } = listen([400]);
    expect(await listening.done).toMatchObject({ failure: 'rejected' });
  });

  test('with something that is no list is tried again', async () => {
    const { listening } = listen([{ body: '<html>maintenance</html>' }, ended]);
    expect(await listening.done).toBe('ended');
  });

  test('cannot be repaired when the state is none', async () => {
    const conversation = { get: () => ({ token: 'x' }), set: () => undefined, save: async () => undefined };
    const listening = new Listening(aProvider({ http: new ScriptedHttp() }).provider, conversation);
    expect(await listening.done).toMatchObject({ failure: 'gone' });
  });
});

describe('an entry', () => {
  const waiting = (seconds: unknown, isEWTRequested = true) =>
    routing('r', 1, { estimatedWaitTime: { isEWTRequested, estimatedWaitTimeInSeconds: seconds } });

  test.each([
    [45, { waitSeconds: 45 }],
    [0, { waitSeconds: 0 }],
    [-1, {}],
    [null, {}],
  ])('of routing with a wait of %p is told', async (seconds, expected) => {
    expect(await heard(list(waiting(seconds)))).toContainEqual({ type: 'queued', ...expected });
  });

  test('of the place in the queue is told with the wait', async () => {
    const events = await heard(list(waiting(45), other('q', 2, 'QueuePosition', { position: 3 })));
    expect(events).toContainEqual({ type: 'queued', position: 3, waitSeconds: 45 });
  });

  test('of routing is nothing new once an agent is there', async () => {
    const types = (await heard(list(joins('j', 1), waiting(5)))).map((event) => (event as { type: string }).type);
    expect(types).toEqual(['agent-joined', 'ended']);
  });

  test.each(['RoutingError', 'SubmissionError', 'Unknown', 'Cancelled'])(
    'of routing that failed (%s) ends it',
    async (failureType) => {
      expect(await heard(list(routing('r', 1, { failureType })))).toEqual([{ type: 'ended', reason: 'unavailable' }]);
    },
  );

  test('of routing that failed does not end it while somebody is there', async () => {
    const events = await heard(
      list(joins('j', 1), routing('r', 2, { routingType: 'Transfer', failureType: 'RoutingError' })),
    );
    expect(events.map((event) => (event as { type: string }).type)).toEqual(['agent-joined', 'ended']);
  });

  test.each(['Agent', 'EndUser', 'Chatbot', 'System'])(
    'that the session has ended by %s is an end by the agent',
    async (role) => {
      const { listening } = listen([
        list(status('s', 1, 'Waiting'), status('t', 2, 'Active'), status('u', 3, 'Ended', role)),
      ]);
      await listening.done;
      expect(listening.events).toEqual([{ id: 'u', type: 'ended', reason: 'agent' }]);
    },
  );

  test('of a closed conversation is an end by the visitor', async () => {
    expect(await heard(list(other('c', 1, 'CloseConversation')))).toEqual([{ type: 'ended', reason: 'visitor' }]);
  });

  test('of a bot that joins and speaks is heard like an agent, unless the settings say otherwise', async () => {
    const answers = [list(joins('j', 1, BOT), says('m', 2, 'I am a bot', BOT)), ended];
    const [spoken, unspoken] = [listen(answers), listen(answers, { settings: { speaksToBots: false } })];
    await Promise.all([spoken.listening.done, unspoken.listening.done]);
    expect(spoken.listening.events.map(({ type }) => type)).toEqual(['agent-joined', 'message', 'ended']);
    expect(unspoken.listening.events.map(({ type }) => type)).toEqual(['message', 'ended']);
  });

  test('of a machine that speaks is heard, and makes nobody join', async () => {
    const events = await heard(list(says('m', 1, 'We are busy', { role: 'System', subject: 's', name: 'Auto' })));
    expect(events[0]).toEqual({ type: 'message', content: { kind: 'text', text: 'We are busy' }, agentName: 'Auto' });
  });

  test('with several contents is told as several events, each with an id of its own', async () => {
    const attachments = [{ name: 'a', mimeType: 'b/c', url: 'https://h/a' }];
    const staticContent = { formatType: 'Attachments', text: 'Here', attachments };
    const { listening } = listen([
      list(joins('j', 1), message('m', 2, { messageType: 'StaticContentMessage', staticContent })),
      ended,
    ]);
    await listening.done;
    expect(listening.events.map(({ id }) => id)).toEqual(['j', 'm', 'm:1', 'end']);
  });

  test('of choices is answered only until something else is said', async () => {
    const optionItems = [{ titleItem: { title: 'One' }, optionIdentifier: '1' }];
    const asks = message('m', 2, { messageType: 'ChoicesMessage', choices: { text: 'Which?', optionItems } });
    const { listening, conversation } = listen([list(joins('j', 1), asks)]);
    await listening.first(2);
    await listening.stop();
    expect(conversation.state.choices?.options).toEqual([{ id: '1', title: 'One' }]);
    const later = listen([list(says('n', 3, 'never mind')), ended], { conversation });
    await later.listening.done;
    expect(conversation.state.choices).toBeNull();
  });

  test('that is not known or cannot be read is logged once and changes nothing', async () => {
    const odd = (id: string) => [
      other(`${id}a`, 1, 'Novelty', { text: 'private' }),
      other(`${id}b`, 1, 'ParticipantChanged', { entries: 'nobody' }),
      message(`${id}c`, 1, { messageType: 'Hologram' }),
      { identifier: `${id}d`, entryType: 'Message', entryPayload: '{"cut' },
      null,
      'x',
    ];
    const { listening, log } = listen([list(...odd('1')), list(...odd('2'), says('m', 2, 'hi')), ended]);
    expect(await listening.done).toBe('ended');
    expect(listening.events.map(({ type }) => type)).toEqual(['agent-joined', 'message', 'ended']);
    const lines = log.lines.filter((line) => line.includes('not known or cannot be read'));
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toContain('private');
  });

  test.each([
    'RoutingWorkResult',
    'DeliveryAcknowledgement',
    'ReadAcknowledgement',
    'ProgressIndicator',
    'StreamingToken',
  ])('of the type %s is nothing to be told', async (type) => {
    const { listening, log } = listen([list(other('x', 1, type, {}, ANA)), ended]);
    await listening.done;
    expect([listening.events.length, log.lines]).toEqual([1, []]);
  });
});
