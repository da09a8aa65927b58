/// <reference types="jest" />
import { ANA, BEN, channel, QUEUE } from './foreignClient';
import { Stage } from './stage';

describe('routing', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());
  const waitingCast = ['customer visitor-1 connected', 'workflow Inbound Message Flow disconnected transfer'];
  const stateOf = async (id: string) => (await stage.control.conversation(id)).state;

  it('lets a conversation ring at an agent who is online, and connects him when he accepts', async () => {
    const id = await stage.begun();
    expect(await stage.cast(id)).toEqual([...waitingCast, 'acd Support connected', 'agent Ana alerting']);
    await stage.control.accept(id);
    expect(await stage.cast(id)).toEqual([...waitingCast, 'acd Support disconnected transfer', 'agent Ana connected']);
  });

  it('has the flow greet as a bot before any agent is there', async () => {
    await stage.control.setSwitches({ flowGreeting: 'Please wait.' });
    const id = await stage.connected();
    await stage.control.say(id, 'I am Ana.');
    const bodies = await stage.webhook.bodies(2);
    expect(bodies.map(({ originatingEntity, text }) => [originatingEntity, text])).toEqual([
      ['Bot', 'Please wait.'],
      ['Human', 'I am Ana.'],
    ]);
  });

  it('lets conversations wait while nobody has room, and serves them in their order', async () => {
    await stage.control.setAgent(ANA, { capacity: 1 });
    const [first, second, third] = [await stage.connected('a'), await stage.begun('b'), await stage.begun('c')];
    expect(await stage.control.queues()).toEqual([{ id: QUEUE, name: 'Support', waiting: [second, third] }]);
    await stage.control.end(first);
    expect([await stateOf(second), await stateOf(third)]).toEqual(['alerting', 'queued']);
    await stage.control.setAgent(BEN, { online: true });
    expect((await stage.control.conversation(third)).offeredTo).toBe(BEN);
  });

  it('prefers the agent with the fewest conversations', async () => {
    await stage.control.setAgent(BEN, { online: true });
    await stage.begun('a');
    await stage.begun('b');
    expect((await stage.control.agents()).map(({ id, load }) => [id, load])).toEqual([
      [ANA, 1],
      [BEN, 1],
    ]);
  });

  it('follows the queue that the attributes of the first message name', async () => {
    await stage.control.setQueue('vip', 'Important people');
    await stage.control.setAgent(BEN, { online: true, queues: ['vip'] });
    const metadata = { customAttributes: { queueId: 'vip' } };
    const { data } = await stage.client.message('hi', { channel: channel({ metadata }) });
    expect(await stage.cast(data.conversationId)).toContain('agent Ben alerting');
    const from = { id: 'late', idType: 'Opaque' };
    const { data: late } = await stage.client.message('hi', { channel: channel({ from }) });
    await stage.client.message('hi', { channel: channel({ from, metadata }) });
    expect(await stage.cast(late.conversationId)).toContain('agent Ana alerting');
  });

  it('takes the first queue when the attributes name none that exists', async () => {
    const metadata = { customAttributes: { queueId: 'nowhere' } };
    const { data } = await stage.client.message('hi', { channel: channel({ metadata }) });
    expect(await stage.cast(data.conversationId)).toContain('acd Support connected');
  });

  it('passes on what an agent declines, and does not offer it to him again', async () => {
    const id = await stage.begun();
    await stage.control.act(id, 'decline', {});
    expect(await stateOf(id)).toBe('queued');
    await stage.control.setAgent(BEN, { online: true });
    expect((await stage.cast(id)).slice(2)).toEqual([
      'acd Support connected',
      'agent Ana disconnected client',
      'agent Ben alerting',
    ]);
  });

  it('passes on what nobody answers in time', async () => {
    await stage.control.setSwitches({ alertingTimeoutMs: 30_000 });
    const id = await stage.begun();
    await stage.clock.advance(30_000);
    expect(await stage.cast(id)).toContain('agent Ana disconnected transfer.noanswer');
  });

  it('takes what rings at an agent who goes offline back to the queue, and gives it to him again later', async () => {
    const id = await stage.begun();
    await stage.control.setAgent(ANA, { online: false });
    expect(await stage.cast(id)).toContain('agent Ana disconnected transfer.notavailable');
    expect(await stateOf(id)).toBe('queued');
    await stage.control.setAgent(ANA, { online: true });
    expect((await stage.control.conversation(id)).offeredTo).toBe(ANA);
  });

  it('lets agents accept by themselves, and stops doing so', async () => {
    await stage.control.setAgent(ANA, { acceptAfterMs: 2_000 });
    const id = await stage.begun('a');
    await stage.clock.advance(1_999);
    expect(await stateOf(id)).toBe('alerting');
    await stage.clock.advance(1);
    expect(await stateOf(id)).toBe('connected');
    await stage.control.setAgent(ANA, { acceptAfterMs: null });
    const second = await stage.begun('b');
    await stage.clock.advance(10_000);
    expect(await stateOf(second)).toBe('alerting');
  });

  it('lets another agent pick what rings or waits', async () => {
    const id = await stage.begun();
    await stage.control.setAgent(BEN, { online: true });
    await stage.control.accept(id, BEN);
    expect((await stage.cast(id)).slice(3)).toEqual([
      'agent Ana disconnected transfer.notavailable',
      'agent Ben connected',
    ]);
  });

  it('transfers to another agent without an end, and without a word to the visitor', async () => {
    await stage.control.setAgent(BEN, { online: true });
    const id = await stage.connected();
    await stage.control.act(id, 'transfer', { agentId: BEN });
    expect((await stage.cast(id)).slice(3)).toEqual(['agent Ana disconnected transfer', 'agent Ben alerting']);
    expect((await stage.client.get(`conversations/${id}`)).data).not.toHaveProperty('endTime');
    await stage.control.accept(id);
    await stage.control.say(id, 'I am Ben.');
    expect((await stage.webhook.bodies(1)).map(({ text }) => text)).toEqual(['I am Ben.']);
    expect(await stage.control.webhooks(id)).toHaveLength(1);
  });

  it('transfers to a queue, or back to its own when an agent leaves', async () => {
    await stage.control.setQueue('other', 'Others');
    const id = await stage.connected();
    await stage.control.act(id, 'transfer', { queueId: 'other' });
    expect((await stage.cast(id)).slice(3)).toEqual(['agent Ana disconnected transfer', 'acd Others connected']);
    await stage.control.setAgent(ANA, { queues: [QUEUE, 'other'] });
    await stage.control.accept(id);
    await stage.control.act(id, 'leave', {});
    const cast = await stage.cast(id);
    expect([cast[0], ...cast.slice(5)]).toEqual([
      'customer visitor-1 connected',
      'agent Ana disconnected transfer',
      'acd Others connected',
      'agent Ana alerting',
    ]);
  });

  it('queues a transfer that its target declines', async () => {
    await stage.control.setAgent(BEN, { online: true });
    const id = await stage.connected();
    await stage.control.act(id, 'transfer', { agentId: BEN });
    await stage.control.act(id, 'decline', {});
    expect((await stage.cast(id)).slice(3)).toEqual([
      'agent Ana disconnected transfer',
      'agent Ben disconnected client',
      'acd Support connected',
      'agent Ana alerting',
    ]);
  });

  it('keeps the place of an agent who owes a wrap-up, until he gives or skips it', async () => {
    await stage.control.setSwitches({ wrapupRequired: true });
    await stage.control.setAgent(ANA, { capacity: 1 });
    const [id, next, last] = [await stage.connected('a'), await stage.begun('b'), await stage.begun('c')];
    await stage.control.end(id);
    expect(await stateOf(next)).toBe('queued');
    expect((await stage.participants(id)).at(-1)).toMatchObject({
      wrapupRequired: true,
      startAcwTime: expect.any(String),
    });
    await stage.control.act(id, 'wrap-up', { code: 'solved', name: 'Solved' });
    expect(await stateOf(next)).toBe('alerting');
    expect((await stage.participants(id)).at(-1)).toMatchObject({
      wrapupRequired: false,
      wrapup: { code: 'solved', name: 'Solved' },
    });
    await stage.control.setSwitches({ wrapupTimeoutMs: 5_000 });
    await stage.control.accept(next);
    await stage.control.end(next);
    await stage.clock.advance(5_000);
    expect((await stage.participants(next)).at(-1)).toMatchObject({ wrapupSkipped: true });
    expect(await stateOf(last)).toBe('alerting');
  });
});
