/// <reference types="jest" />
import { ANA, BEN } from './foreignClient';
import { Stage, until } from './stage';

describe('a trigger of process automation', () => {
  let stage: Stage;
  let id: string;
  const body = { topic: 'topic', userId: 'addressTo', why: 'disconnectType', agent: 'userId' } as const;
  beforeEach(async () => {
    stage = await Stage.start();
    const topics = ['customer.end', 'user.end', 'acw'] as const;
    await stage.control.setTrigger('t', { url: stage.webhook.url, headers: { 'X-Token': 't' }, topics, body });
    await stage.control.setAgent(BEN, { online: true });
    id = await stage.begun();
    await stage.control.accept(id, ANA);
  });
  afterEach(() => stage.close());
  const topicsOf = (calls: { topic: string }[]) => calls.map(({ topic }) => topic.split('.').slice(-2).join('.'));

  it('tells the end of the customer, in the fields that the workflow was given', async () => {
    await stage.control.end(id);
    const bodies = await stage.webhook.bodies(2);
    const prefix = `v2.detail.events.conversation.${id}`;
    expect(bodies).toContainEqual({ topic: `${prefix}.customer.end`, userId: 'visitor-1', why: 'PEER', agent: '' });
    expect(bodies).toContainEqual({ topic: `${prefix}.user.end`, userId: 'visitor-1', why: 'CLIENT', agent: ANA });
    expect(stage.webhook.received[0]?.headers['x-token']).toBe('t');
  });

  it('tells of every agent who goes, also by a transfer, which is no end', async () => {
    await stage.control.act(id, 'transfer', { agentId: BEN });
    expect(await stage.webhook.bodies(1)).toMatchObject([{ why: 'TRANSFER', agent: ANA }]);
    await stage.control.act(id, 'decline', {});
    await stage.webhook.bodies(2);
    expect(topicsOf(await stage.control.triggerCalls())).toEqual(['user.end', 'user.end']);
  });

  it('tells when the after-call work is done', async () => {
    await stage.control.setSwitches({ wrapupRequired: true });
    await stage.control.end(id);
    await stage.control.act(id, 'wrap-up', { code: 'x' });
    const last = (await stage.control.triggerCalls()).at(-1);
    expect(last?.body).toMatchObject({ topic: expect.stringMatching(/\.acw$/), agent: ANA });
  });

  it('is set off by its own topics alone, and not once it is removed', async () => {
    await stage.control.setTrigger('t', { url: stage.webhook.url, topics: ['customer.end'], body });
    await stage.control.act(id, 'leave', {});
    expect(await stage.control.triggerCalls()).toEqual([]);
    await stage.control.removeTrigger('t');
    await stage.client.delete(`conversations/${id}`);
    expect(await stage.control.triggerCalls()).toEqual([]);
    await expect(stage.control.removeTrigger('t')).rejects.toMatchObject({ response: { status: 404 } });
  });

  it('is not set off again when its call fails', async () => {
    stage.webhook.answer = () => 500;
    await stage.control.act(id, 'leave', {});
    await until(async () => (await stage.control.triggerCalls())[0]?.status === 500);
    await stage.clock.advance(100_000);
    expect(stage.webhook.received).toHaveLength(1);
  });
});
