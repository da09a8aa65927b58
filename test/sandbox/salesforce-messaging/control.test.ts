/// <reference types="jest" />
import axios from 'axios';
import type { ConversationEvent } from '../../../sandbox/salesforce-messaging/context';
import { startMessaging } from '../../../sandbox/salesforce-messaging/Simulator';
import { ForeignClient } from './foreignClient';
import { ANA, BEN, Stage, SUPPORT, until } from './stage';

describe('the control API', () => {
  let stage: Stage;
  const refused = (work: Promise<unknown>, status: number) =>
    expect(work).rejects.toMatchObject({ response: { status, data: { error: expect.any(String) } } });
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('has agents, queues and deployments to start with', async () => {
    const agents = await stage.control.agents();
    expect(agents.map(({ id, name, online, capacity }) => [id, name, online, capacity])).toEqual([
      [ANA, 'Ana', true, 5],
      [BEN, 'Ben', false, 5],
    ]);
    expect((await stage.control.queues()).map(({ name, online }) => [name, online])).toEqual([
      ['Support', [ANA]],
      ['Sales', [ANA]],
    ]);
    expect((await stage.control.deployments()).map(({ name, type }) => [name, type])).toEqual([
      ['Rocket_Chat', 'API'],
      ['Rocket_Chat_Sales', 'API'],
      ['Web_Widget', 'Web'],
    ]);
    expect(await stage.control.organization()).toEqual({ id: '00DSANDBOX00001', keysets: [] });
  });

  it('adds, changes and removes them', async () => {
    await stage.control.setQueue('00GNEW', { name: 'New' });
    await stage.control.setAgent('005NEW', { name: 'Cleo', capacity: 2, queueIds: ['00GNEW'] });
    const queueByValue = { b: SUPPORT };
    await stage.control.setDeployment('New_Chat', { queueId: '00GNEW', routingAttribute: 'route', queueByValue });
    await stage.control.setOrganization({ id: '00DNEW000000001' });
    const client = stage.client('New_Chat');
    await client.authorize({ orgId: '00DNEW000000001' });
    await client.create();
    expect((await stage.control.conversation(client.conversationId)).offeredTo).toBe('005NEW');
    expect((await stage.control.queues()).at(-1)).toMatchObject({ id: '00GNEW', online: ['005NEW'], waiting: [] });
    await stage.control.removeAgent('005NEW');
    await stage.control.removeQueue('00GNEW');
    await stage.control.removeDeployment('New_Chat');
    await refused(stage.control.removeAgent('005NEW'), 404);
    await refused(stage.control.removeQueue('00GNEW'), 404);
    await refused(stage.control.removeDeployment('New_Chat'), 404);
    await refused(stage.control.removeKeyset('none'), 404);
    await refused(stage.control.setAgent('005NEW', { capacity: 'many' } as never), 400);
    await refused(stage.control.setBusinessHours('New_Chat', { state: 'open' }), 404);
  });

  it('lists conversations with what became of them', async () => {
    const [waiting, connected, closed] = [await stage.waiting(), await stage.connected(), await stage.connected()];
    await connected.stream();
    await stage.clock.advance(1_000);
    await closed.close();
    const list = await stage.control.conversations();
    expect(list.map(({ id, open, state, streams, silentMs }) => [id, open, state, streams, silentMs])).toEqual([
      [waiting.conversationId, true, 'waiting', 0, 1_000],
      [connected.conversationId, true, 'connected', 1, 1_000],
      [closed.conversationId, false, 'ended', 0, 0],
    ]);
  });

  it('refuses what an agent cannot do now, and what does not exist', async () => {
    const client = await stage.waiting();
    const id = client.conversationId;
    await refused(stage.control.say(id, 'x'), 409);
    await refused(stage.control.accept(id, BEN), 409);
    await refused(stage.control.transfer(id, { queueId: SUPPORT }), 409);
    await stage.control.accept(id);
    await refused(stage.control.accept(id), 409);
    await refused(stage.control.decline(id), 409);
    await refused(stage.control.transfer(id, { queueId: 'none' }), 409);
    await refused(stage.control.transfer(id, { agentId: BEN }), 409);
    await refused(stage.control.say(id, 'x', { agentId: BEN }), 409);
    await refused(stage.control.removeAgent(ANA), 409);
    await refused(stage.control.act(id, 'say', {} as never), 400);
    await refused(
      stage.control.act(id, 'say', { type: 'buttons', text: 'x', options: [{ title: 'y' }] } as never),
      400,
    );
    await refused(stage.control.act(id, 'dance' as never, {} as never), 404);
    await stage.control.act(id, 'inactivate', {});
    await refused(stage.control.act(id, 'inactivate', {}), 409);
    await stage.control.end(id);
    await refused(stage.control.end(id), 409);
    await refused(stage.control.accept('nobody'), 404);
    await refused(stage.control.conversation('nobody'), 404);
    await expect(stage.control.file(id, 'none')).rejects.toMatchObject({ response: { status: 404 } });
  });

  it('answers 400 to a body that is no JSON', async () => {
    const headers = { 'Content-Type': 'application/json' };
    await refused(axios.post(`${stage.server.controlUrl}/faults`, '{', { headers, proxy: false }), 400);
  });

  it('streams what happens in a conversation as it happens', async () => {
    const client = await stage.connected();
    const events: ConversationEvent[] = [];
    const stop = await stage.control.watch((event) => events.push(event), client.conversationId);
    await stage.control.say(client.conversationId, 'hello');
    await stage.waiting();
    await client.say('hi');
    await until(() => events.length === 5);
    stop();
    expect(events.map(({ side, kind }) => [side, kind])).toEqual([
      ['at-agent', 'StaticContentMessage'],
      ['to-visitor', 'CONVERSATION_MESSAGE'],
      ['at-agent', 'text'],
      ['to-visitor', 'CONVERSATION_MESSAGE'],
      ['to-visitor', 'CONVERSATION_DELIVERY_ACKNOWLEDGEMENT'],
    ]);
  });

  it('logs every request without its secrets', async () => {
    const client = await stage.visitor();
    const customerIdentityToken = 'signed.identity.token';
    await client.askToken({ authorizationType: 'JWT', customerIdentityToken }, 'authenticated');
    await stage.control.addFault({ kind: 'status', call: 'conversation/create', status: 503, times: 1 });
    await client.create();
    await client.get('/nothing', { limit: 3 });
    const requests = await stage.control.requests();
    expect(requests.map(({ call, method, status }) => [call, method, status])).toEqual([
      ['authorization/unauthenticated', 'POST', 200],
      ['authorization/authenticated', 'POST', 200],
      ['conversation/create', 'POST', 503],
      [undefined, 'GET', 404],
    ]);
    expect(requests[2]).toMatchObject({
      path: '/iamessage/api/v2/conversation',
      headers: { authorization: '***' },
      body: { conversationId: client.conversationId },
    });
    expect(requests[3]?.query).toEqual({ limit: '3' });
    const text = JSON.stringify(requests);
    expect([text.includes(client.token), text.includes(customerIdentityToken)]).toEqual([false, false]);
    await stage.control.clearRequests();
    expect(await stage.control.requests()).toEqual([]);
  });

  it('refuses switches that there are not, and values that they do not take', async () => {
    await refused(stage.control.setSwitches({ gravity: true } as never), 400);
    await refused(stage.control.setSwitches({ pingMs: -1 }), 400);
    await refused(stage.control.setSwitches({ replay: 'twice' } as never), 400);
    await refused(stage.control.setSwitches({ fileTypes: 'all' } as never), 400);
    expect((await stage.control.switches()).pingMs).toBe(20_000);
  });

  it('forgets conversations, tokens, faults and switches on a reset', async () => {
    const client = await stage.connected();
    const stream = await client.stream();
    await stage.control.addFault({ kind: 'slow-agent', delayMs: 1 });
    await stage.control.setSwitches({ pingMs: 1 });
    await stage.control.reset();
    await until(() => stream.isOver);
    expect([await stage.control.conversations(), await stage.control.faults()]).toEqual([[], []]);
    expect((await stage.control.switches()).pingMs).toBe(20_000);
    expect((await client.entries()).status).toBe(401);
    expect((await stage.control.agents())[0]?.conversations).toEqual([]);
  });

  it('gives the same ids for the same seed', async () => {
    const subjectOf = async (seed: number) => {
      const other = await Stage.start({ seed });
      const { subject } = await other.visitor();
      await other.close();
      return subject;
    };
    expect(await subjectOf(5)).toBe(await subjectOf(5));
    expect(await subjectOf(6)).not.toBe(await subjectOf(5));
  });

  it('belongs to a server that runs on the real clock, on this machine only, and closes with streams open', async () => {
    const server = await startMessaging();
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    const client = await new ForeignClient(server.url).authorize();
    const stream = await client.stream();
    await until(() => stream.frames.length === 1);
    await server.close();
    await until(() => stream.isOver);
  });
});
