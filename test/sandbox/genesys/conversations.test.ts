/// <reference types="jest" />
import { ANA, BEN, QUEUE } from './foreignClient';
import { Stage } from './stage';

describe('a conversation of the Platform API', () => {
  let stage: Stage;
  let id: string;
  beforeEach(async () => {
    stage = await Stage.start();
    id = await stage.connected();
  });
  afterEach(() => stage.close());
  const customer = async () => (await stage.participants(id)).find(({ purpose }) => purpose === 'customer');
  const message = () => stage.client.get(`conversations/messages/${id}`);
  const generic = () => stage.client.get(`conversations/${id}`);
  const participant = (participantId: string | undefined, body: unknown) =>
    stage.client.patch(`conversations/messages/${id}/participants/${participantId}`, body);

  it('shows as a message conversation who is in it, each with his state and times', async () => {
    const { data } = await message();
    expect(data).toMatchObject({ id, selfUri: `/api/v2/conversations/messages/${id}` });
    expect(data).not.toHaveProperty('endTime');
    expect(data.participants[0]).toMatchObject({
      purpose: 'customer',
      state: 'connected',
      direction: 'inbound',
      connectedTime: '2026-01-05T09:00:00.000Z',
      type: 'open',
      fromAddress: { addressNormalized: 'visitor-1' },
    });
    expect(data.participants.at(-1)).toMatchObject({
      purpose: 'agent',
      name: 'Ana',
      state: 'connected',
      user: { id: ANA, name: 'Ana' },
      queue: { id: QUEUE },
    });
  });

  it('shows as a conversation the state of each in his message communication', async () => {
    const { data } = await generic();
    expect(data).toMatchObject({ id, startTime: '2026-01-05T09:00:00.000Z' });
    expect(data.participants[0]).not.toHaveProperty('state');
    expect(data.participants.at(-1)).toMatchObject({
      purpose: 'agent',
      userId: ANA,
      messages: [{ state: 'connected', connectedTime: '2026-01-05T09:00:00.000Z', type: 'open' }],
    });
  });

  it('lists the messages of each under him', async () => {
    const { id: said } = await stage.control.say(id, 'hi');
    await stage.control.act(id, 'leave', {});
    await stage.control.accept(id);
    const { id: saidLater } = await stage.control.say(id, 'hi again');
    const { data } = await message();
    const messages = data.participants.map((one: { purpose: string; messages: { messageId: string }[] }) => [
      one.purpose,
      one.messages.map(({ messageId }) => messageId),
    ]);
    const { fromVisitor } = await stage.control.conversation(id);
    expect(messages).toEqual([
      ['customer', fromVisitor.map((entry) => entry.id)],
      ['workflow', []],
      ['acd', []],
      ['agent', [said]],
      ['acd', []],
      ['agent', [saidLater]],
    ]);
  });

  it('ends when its agent ends it, which is seen here alone', async () => {
    await stage.clock.advance(60_000);
    await stage.control.end(id);
    expect(await stage.cast(id)).toMatchObject([
      'customer visitor-1 disconnected peer',
      {},
      {},
      'agent Ana disconnected client',
    ]);
    expect(await customer()).toMatchObject({ endTime: '2026-01-05T09:01:00.000Z' });
    expect((await generic()).data.endTime).toBe('2026-01-05T09:01:00.000Z');
    expect(await stage.control.webhooks(id)).toEqual([]);
  });

  it('ends when its customer is disconnected, and the agent sees who left', async () => {
    const answer = await participant((await customer())?.id, { state: 'disconnected' });
    expect([answer.status, answer.data]).toEqual([202, '']);
    expect(await stage.cast(id)).toMatchObject([
      'customer visitor-1 disconnected client',
      {},
      {},
      'agent Ana disconnected peer',
    ]);
    const { entries, state } = await stage.control.conversation(id);
    expect([state, entries.at(-1)]).toMatchObject(['ended', { kind: 'visitor-left' }]);
    expect((await participant((await customer())?.id, { state: 'disconnected' })).status).toBe(202);
  });

  it('frees its agent, and leaves the queue, when its customer is disconnected', async () => {
    await stage.control.setAgent(ANA, { capacity: 1 });
    const waiting = await stage.begun('b');
    await participant((await customer())?.id, { state: 'disconnected' });
    expect((await stage.control.conversation(waiting)).state).toBe('alerting');
    await stage.client.delete(`conversations/${waiting}`);
    expect((await stage.control.queues())[0]?.waiting).toEqual([]);
    expect((await stage.control.agents())[0]?.load).toBe(0);
  });

  it('ends for everybody when it is disconnected as a whole, or deleted', async () => {
    const patched = await stage.client.patch(`conversations/messages/${id}`, { state: 'disconnected' });
    expect([patched.status, patched.data.id, patched.data.endTime]).toEqual([200, id, expect.any(String)]);
    expect(await stage.cast(id)).toContain('agent Ana disconnected system');
    const other = await stage.begun('b');
    expect((await stage.client.delete(`conversations/${other}`)).status).toBe(204);
    expect((await stage.control.conversation(other)).state).toBe('ended');
    expect((await stage.client.delete(`conversations/${other}`)).status).toBe(204);
  });

  it('is answered and wrapped up through its agent, as an agent application does', async () => {
    await stage.control.setSwitches({ wrapupRequired: true });
    id = await stage.begun('b');
    const agent = (await stage.participants(id)).at(-1)?.id;
    expect((await participant(agent, { state: 'connected' })).status).toBe(202);
    expect((await stage.control.conversation(id)).state).toBe('connected');
    expect((await participant(agent, { state: 'disconnected' })).status).toBe(202);
    await participant(agent, { wrapup: { code: 'done' } });
    expect((await stage.participants(id)).at(-1)).toMatchObject({ state: 'disconnected', wrapup: { code: 'done' } });
  });

  it('refuses what makes no sense', async () => {
    const acd = (await stage.participants(await stage.begun('b'))).at(-2)?.id;
    const own = (await customer())?.id;
    const answers = [
      await participant(own, { state: 'held' }),
      await participant(own, { state: 1 }),
      await participant(own, { state: 'connected' }),
      await stage.client.patch(`conversations/messages/${id}`, { state: 'connected' }),
      await stage.client.patch(`conversations/messages/${id}`, {}),
      await participant(acd, { state: 'disconnected' }),
      await stage.client.get('conversations/messages/none'),
      await stage.client.patch('conversations/messages/none', { state: 'disconnected' }),
      await stage.client.delete('conversations/none'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 404, 404, 404, 404]);
    expect((await stage.control.conversation(id)).state).toBe('connected');
  });
});

describe('the estimated wait', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start({ switches: { handleTimeSeconds: 100 } });
    await stage.control.setAgent(ANA, { capacity: 2 });
  });
  afterEach(() => stage.close());
  const path = `routing/queues/${QUEUE}`;
  const ask = async (rest = 'estimatedwaittime') => (await stage.client.get(`${path}/${rest}`)).data.results;

  it('is nothing while an agent has room, and grows with the queue', async () => {
    expect(await ask()).toEqual([{ intent: 'ALL', formula: 'BEST', estimatedWaitTimeSeconds: 0 }]);
    await stage.begun('a');
    await stage.begun('b');
    expect(await ask()).toMatchObject([{ estimatedWaitTimeSeconds: 50 }]);
    await stage.begun('c');
    expect(await ask()).toMatchObject([{ estimatedWaitTimeSeconds: 100 }]);
  });

  it('is told for one conversation by its position', async () => {
    await stage.control.setAgent(ANA, { capacity: 1 });
    const [ringing, first, second] = [await stage.begun('a'), await stage.begun('b'), await stage.begun('c')];
    const of = async (id: string) => (await ask(`estimatedwaittime?conversationId=${id}`))[0];
    expect(await of(second)).toEqual({ intent: 'ALL', formula: 'POSITION-IN-QUEUE', estimatedWaitTimeSeconds: 200 });
    expect((await of(first)).estimatedWaitTimeSeconds).toBe(100);
    await stage.control.end(ringing);
    expect((await of(second)).estimatedWaitTimeSeconds).toBe(100);
  });

  it('is told by media type, and not at all when nobody is there', async () => {
    expect(await ask('mediatypes/message/estimatedwaittime')).toMatchObject([{ intent: 'MESSAGE' }]);
    await stage.control.setAgent(ANA, { online: false });
    expect(await ask()).toEqual([]);
    expect((await stage.client.get(`${path}/mediatypes/smoke/estimatedwaittime`)).status).toBe(400);
    expect((await stage.client.get('routing/queues/none/estimatedwaittime')).status).toBe(404);
  });
});

describe('the observation of a queue', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());
  const observe = (filter: object, metrics = ['oOnQueueUsers', 'oWaiting']) =>
    stage.client.post('analytics/queues/observations/query', { filter, metrics });
  const byQueue = (value: string) => ({
    type: 'or',
    predicates: [{ type: 'dimension', dimension: 'queueId', operator: 'matches', value }],
  });

  it('counts the agents on it by whether they are busy, and who waits', async () => {
    await stage.control.setAgent(BEN, { online: true });
    await stage.connected();
    const { status, data } = await observe(byQueue(QUEUE));
    const count = (metric: string, number: number, qualifier?: string) => ({
      metric,
      ...(qualifier && { qualifier }),
      stats: { count: number },
    });
    expect([status, data.results]).toEqual([
      200,
      [
        {
          group: { queueId: QUEUE },
          data: [count('oOnQueueUsers', 1, 'IDLE'), count('oOnQueueUsers', 1, 'INTERACTING')],
        },
        { group: { queueId: QUEUE, mediaType: 'message' }, data: [count('oWaiting', 0)] },
      ],
    ]);
  });

  it('has no agents when nobody is online, and nothing for a queue that does not exist', async () => {
    await stage.control.setAgent(ANA, { online: false });
    expect((await observe(byQueue(QUEUE), ['oOnQueueUsers'])).data.results).toEqual([]);
    expect((await observe({ type: 'and', clauses: [byQueue('none')] })).data.results).toEqual([]);
  });

  it('is refused without metrics or a queue', async () => {
    expect((await observe(byQueue(QUEUE), [])).status).toBe(400);
    expect((await observe({ type: 'or', predicates: [] })).status).toBe(400);
  });
});
