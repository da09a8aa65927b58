/// <reference types="jest" />
import { randomUUID } from 'crypto';
import type { ForeignClient, ForeignStream } from './foreignClient';
import { eventOf, Stage, until } from './stage';

const broken = (request: Promise<unknown>) => expect(request).rejects.toMatchObject({ code: expect.any(String) });

describe('a fault of a call', () => {
  let stage: Stage;
  let client: ForeignClient;
  const call = 'conversation/message';
  const heard = async () =>
    (await stage.control.conversation(client.conversationId)).fromVisitor.map(({ text }) => text);
  const fired = async () => (await stage.control.faults())[0]?.fired;
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.connected();
  });
  afterEach(() => stage.close());

  it.each([400, 401, 403, 404, 413, 417, 429, 500, 502, 503])('gives any call a status of %d', async (status) => {
    await stage.control.addFault({ kind: 'status', call, status, body: 'sorry', times: 1 });
    const answer = await client.say('x');
    expect([answer.status, answer.data]).toEqual([status, 'sorry']);
    expect((await client.say('x')).status).toBe(202);
    expect(await heard()).toEqual(['x']);
  });

  it('asks to come again later, or does not say when', async () => {
    await stage.control.addFault({ kind: 'status', call, status: 429, retryAfterSeconds: 7, times: 1 });
    await stage.control.addFault({ kind: 'status', call, status: 429, times: 1 });
    const [polite, curt] = [await client.say('x'), await client.say('x')];
    expect([polite.status, polite.headers['retry-after']]).toEqual([429, '7']);
    expect([curt.status, curt.headers['retry-after']]).toEqual([429, undefined]);
  });

  it('gives the next calls a 500', async () => {
    await stage.control.addFault({ kind: 'status', status: 500, times: 3 });
    const statuses = [await client.entries(), await client.say('x'), await client.askToken(), await client.say('x')];
    expect(statuses.map(({ status }) => status)).toEqual([500, 500, 500, 202]);
  });

  it('gives a wrong status after the work was done, which a repetition does not do again', async () => {
    await stage.control.addFault({ kind: 'status', when: 'after', call: 'conversation/*', status: 500, times: 1 });
    const id = randomUUID();
    expect((await client.say('once', {}, id)).status).toBe(500);
    expect((await client.say('once', {}, id)).status).toBe(202);
    expect(await heard()).toEqual(['once']);
  });

  it.each([
    ['before', []],
    ['after', ['x']],
    ['during', ['x']],
  ] as const)('drops the connection %s the work', async (when, expected) => {
    await stage.control.addFault({ kind: 'drop', when, call, times: 1 });
    await broken(client.say('x'));
    expect(await heard()).toEqual(expected);
  });

  it.each(['before', 'after'] as const)('delays a call %s its work', async (when) => {
    await stage.control.addFault({ kind: 'delay', when, delayMs: 5_000, call, times: 1 });
    const answer = client.say('late');
    await until(async () => (await fired()) === 1);
    expect(await heard()).toEqual(when === 'before' ? [] : ['late']);
    await stage.clock.advance(5_000);
    expect((await answer).status).toBe(202);
    expect(await heard()).toEqual(['late']);
  });

  it.each([
    ['before', []],
    ['after', ['x']],
  ] as const)('never answers, %s the work', async (when, expected) => {
    await stage.control.addFault({ kind: 'hang', when, call, times: 1 });
    const controller = new AbortController();
    const answer = client.http.post(`/iamessage/api/v2${client.path}/message`, client.messageBody('x'), {
      headers: client.headers,
      signal: controller.signal,
    });
    await until(async () => (await fired()) === 1);
    expect(await heard()).toEqual(expected);
    controller.abort();
    await broken(answer);
  });

  it('befalls one conversation, some calls, or those after others only', async () => {
    const other = await stage.connected();
    await stage.control.addFault({ kind: 'status', status: 500, conversation: other.conversationId, skip: 1 });
    expect((await client.say('x')).status).toBe(202);
    const statuses = [await other.say('x'), await other.say('y'), await other.create()];
    expect(statuses.map(({ status }) => status)).toEqual([202, 500, 500]);
  });

  it('happens as often as its probability and its seed say', async () => {
    const run = async () => {
      await stage.control.addFault({ kind: 'status', call, status: 500, probability: 0.5, seed: 3 });
      const statuses: number[] = [];
      for (let count = 0; count < 20; count++) {
        statuses.push((await client.say('x')).status);
      }
      await stage.control.clearFaults();
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([202, 500]));
    expect(await run()).toEqual(first);
  });

  it('makes the token expire at the call', async () => {
    await stage.control.addFault({ kind: 'expire-token', call, times: 1 });
    expect((await client.entries()).status).toBe(200);
    const { status, data } = await client.say('x');
    expect([status, data.message]).toEqual([401, 'Jwt is expired']);
    expect((await client.entries()).status).toBe(401);
  });

  it.each(['Unknown', 'SubmissionError', 'RoutingError', 'Cancelled'] as const)(
    'makes routing fail with %s',
    async (failureType) => {
      await stage.control.addFault({ kind: 'routing-failure', failureType, times: 1 });
      const next = await stage.waiting();
      const { events, state } = await stage.control.conversation(next.conversationId);
      expect([state, events[0]?.entry.entryPayload.failureType]).toEqual(['unroutable', failureType]);
    },
  );

  it('makes an agent slow to accept', async () => {
    const next = await stage.waiting();
    await stage.control.addFault({ kind: 'slow-agent', delayMs: 3_000, times: 1 });
    await stage.control.accept(next.conversationId);
    expect((await stage.control.conversation(next.conversationId)).state).toBe('waiting');
    await stage.clock.advance(3_000);
    expect((await stage.control.conversation(next.conversationId)).state).toBe('connected');
  });

  it.each<[string, Record<string, unknown>]>([
    ['an unknown kind', { kind: 'earthquake' }],
    ['no status', { kind: 'status' }],
    ['a status that is none', { kind: 'status', status: 99 }],
    ['no delay', { kind: 'delay' }],
    ['a moment that makes no sense', { kind: 'status', status: 500, when: 'during' }],
  ])('is refused with %s', async (_what, fault) => {
    await expect(stage.control.addFault(fault as never)).rejects.toMatchObject({ response: { status: 400 } });
  });

  it('can be cleared by its id', async () => {
    const { id } = await stage.control.addFault({ kind: 'status', status: 500 });
    await stage.control.clearFaults(id);
    expect((await client.say('x')).status).toBe(202);
    await expect(stage.control.clearFaults(id)).rejects.toMatchObject({ response: { status: 404 } });
  });
});

describe('a fault of a stream', () => {
  let stage: Stage;
  let client: ForeignClient;
  let stream: ForeignStream;
  const say = (text: string) => stage.control.say(client.conversationId, text);
  const event = 'CONVERSATION_MESSAGE';
  const textsOf = (from: ForeignStream) =>
    from.events.flatMap(({ payload }) => {
      const { staticContent } = (payload.abstractMessage ?? {}) as { staticContent?: { text: string } };
      return staticContent ? [staticContent.text] : [];
    });
  /** What a client knows that comes back with the last id it saw. */
  const resumed = async () => {
    const { id } = stream.events.at(-1) ?? {};
    const again = await client.stream({ 'Last-Event-Id': id ?? client.lastEventId });
    await stage.control.typing(client.conversationId, true);
    await eventOf(again, 'TYPING_STARTED_INDICATOR');
    return textsOf(again);
  };
  beforeEach(async () => {
    stage = await Stage.start();
    ({ client, stream } = await stage.streaming());
  });
  afterEach(() => stage.close());

  it.each([404, 503])('refuses it with %d', async (status) => {
    await stage.control.addFault({ kind: 'status', call: 'eventrouter/sse', status, times: 1 });
    expect((await client.askStream()).status).toBe(status);
    expect((await client.askStream()).status).toBe(200);
  });

  it('drops one, or all of them', async () => {
    const other = await (await stage.visitor()).stream();
    const [first] = await stage.control.streams();
    expect(first).toMatchObject({ owner: client.subject });
    await stage.control.dropStreams(first?.id);
    await until(() => stream.isOver);
    expect(other.isOver).toBe(false);
    await stage.control.dropStreams();
    await until(() => other.isOver);
    expect(await stage.control.streams()).toEqual([]);
    await expect(stage.control.dropStreams(first?.id)).rejects.toMatchObject({ response: { status: 404 } });
  });

  it.each([
    ['before', []],
    ['during', []],
    ['after', ['cut']],
  ] as const)('drops it %s an event, which a new one brings unless it arrived', async (when, arrived) => {
    await stage.control.addFault({ kind: 'drop-stream', event, when, times: 1 });
    await say('first');
    await until(() => stream.isOver);
    expect(textsOf(stream)).toEqual(arrived.length === 0 ? [] : ['first']);
    await say('second');
    const again = await client.stream({ 'Last-Event-Id': stream.events.at(-1)?.id ?? client.lastEventId });
    await until(() => textsOf(again).includes('second'));
    expect(textsOf(again)).toEqual(arrived.length === 0 ? ['first', 'second'] : ['second']);
  });

  it('accepts it and delivers nothing, as a buffering proxy does', async () => {
    await stage.control.addFault({ kind: 'silent-stream', times: 1 });
    const silent = await client.stream();
    await say('unheard');
    await stage.clock.advance(60_000);
    await eventOf(stream, 'MESSAGE');
    expect([silent.frames, silent.isOver]).toEqual([[], false]);
  });

  it('loses an event, which a new stream brings', async () => {
    await say('kept');
    await eventOf(stream, 'MESSAGE');
    await stage.control.addFault({ kind: 'lose-event', event, times: 1 });
    await say('lost');
    expect(await resumed()).toEqual(['lost']);
    expect(textsOf(stream)).toEqual(['kept']);
  });

  it('brings an event twice, under the same id', async () => {
    await stage.control.addFault({ kind: 'duplicate-event', event, times: 1 });
    await say('twice');
    await eventOf(stream, 'MESSAGE', 2);
    const [first, second] = stream.events;
    expect(second).toEqual(first);
  });

  it('brings an event late, after others', async () => {
    await stage.control.addFault({ kind: 'delay-event', event, delayMs: 2_000, times: 1 });
    await say('late');
    await say('early');
    await eventOf(stream, 'MESSAGE');
    await stage.clock.advance(2_000);
    await eventOf(stream, 'MESSAGE', 2);
    expect(textsOf(stream)).toEqual(['early', 'late']);
    const { data } = await client.entries({ direction: 'FromStart', entryTypeFilter: 'Message' });
    expect(JSON.stringify(data)).toMatch(/late.*early/);
  });

  it('brings an event that nobody knows', async () => {
    await stage.control.addFault({ kind: 'unknown-event', event, times: 1 });
    await say('known');
    await eventOf(stream, 'MESSAGE');
    expect(stream.names).toEqual(['SOMETHING_NEW', 'MESSAGE']);
  });

  it.each(['data', 'payload'] as const)('brings %s that is no JSON', async (part) => {
    await stage.control.addFault({ kind: 'malformed-event', event, part, times: 1 });
    await say('broken');
    await say('whole');
    const frame = await eventOf(stream, 'MESSAGE');
    await eventOf(stream, 'MESSAGE', 2);
    const text = part === 'data' ? frame.text : frame.data.conversationEntry.entryPayload;
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(textsOf(stream)).toEqual(['whole']);
    expect(frame.id).toEqual(expect.any(String));
  });

  it('brings the events of one step in another order, and stores them so', async () => {
    await stage.control.addFault({ kind: 'shuffle-step' });
    await stage.control.end(client.conversationId);
    await eventOf(stream, 'ROUTING_WORK_RESULT');
    await until(() => stream.events.length === 3);
    const inOrder = ['PARTICIPANT_CHANGED', 'SESSION_STATUS_CHANGED', 'ROUTING_WORK_RESULT'];
    expect([...stream.names].sort()).toEqual([...inOrder].sort());
    expect(stream.names).not.toEqual(inOrder);
  });

  it('has no replay', async () => {
    await say('missed');
    await stage.control.setSwitches({ replay: 'none' });
    expect(await resumed()).toEqual([]);
  });
});
