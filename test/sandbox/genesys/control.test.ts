/// <reference types="jest" />
import { startGenesys } from '../../../sandbox/genesys/Simulator';
import { ANA, BEN, ForeignClient } from './foreignClient';
import { Stage } from './stage';

describe('the control API', () => {
  let stage: Stage;
  const refused = (work: Promise<unknown>, status: number) =>
    expect(work).rejects.toMatchObject({ response: { status, data: { error: expect.any(String) } } });
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('lists conversations with their state', async () => {
    const [first, second] = [await stage.connected('a'), await stage.begun('b')];
    await stage.control.end(first);
    expect(await stage.control.conversations()).toMatchObject([
      { id: first, state: 'ended', visitorId: 'a', endTime: stage.clock.now() },
      { id: second, state: 'alerting', visitorId: 'b', offeredTo: ANA },
    ]);
  });

  it('shows a conversation as its agents see it, in order', async () => {
    const id = await stage.connected();
    await stage.control.say(id, 'hi');
    await stage.control.act(id, 'say-as-flow', { text: 'beep' });
    await stage.begun('visitor-1', 'thanks');
    const { entries } = await stage.control.conversation(id);
    expect(entries.map(({ from, kind, text, name }) => [from, kind, text ?? name])).toEqual([
      ['visitor', 'message', 'hello'],
      ['system', 'queued', 'Support'],
      ['system', 'alerting', 'Ana'],
      ['system', 'joined', 'Ana'],
      ['agent', 'message', 'hi'],
      ['flow', 'message', 'beep'],
      ['visitor', 'message', 'thanks'],
    ]);
  });

  it('adds, changes and removes agents', async () => {
    await stage.control.setAgent('cleo', { name: 'Cleo', capacity: 2 });
    await stage.control.setAgent('cleo', { online: false });
    expect((await stage.control.agents()).at(-1)).toMatchObject({ name: 'Cleo', capacity: 2, online: false, load: 0 });
    await stage.control.removeAgent('cleo');
    await refused(stage.control.removeAgent('cleo'), 404);
    await refused(stage.control.setAgent('cleo', { capacity: 'many' } as never), 400);
    await stage.begun();
    await refused(stage.control.removeAgent(ANA), 409);
  });

  it('refuses what an agent cannot do now, and what does not exist', async () => {
    const id = await stage.begun();
    await refused(stage.control.say(id, 'x'), 409);
    await refused(stage.control.accept(id, BEN), 409);
    await refused(stage.control.act(id, 'leave', {}), 409);
    await refused(stage.control.act(id, 'wrap-up', {}), 409);
    await stage.control.accept(id);
    await refused(stage.control.accept(id), 409);
    await refused(stage.control.act(id, 'decline', {}), 409);
    await refused(stage.control.act(id, 'transfer', { agentId: BEN }), 409);
    await refused(stage.control.act(id, 'transfer', { queueId: 'none' }), 409);
    await refused(stage.control.act(id, 'receipt', { messageId: 'none', status: 'Published' }), 409);
    await refused(stage.control.act(id, 'say', {} as never), 400);
    await refused(stage.control.act(id, 'attach', { filename: 'a', mime: 'b', contentBase64: '?' }), 400);
    await refused(stage.control.act(id, 'dance' as never, {} as never), 404);
    expect(await stage.cast(id)).toContain('agent Ana connected');
    await stage.control.end(id);
    await refused(stage.control.end(id), 409);
    await refused(stage.control.act(id, 'say-as-flow', { text: 'x' }), 409);
    await refused(stage.control.conversation('none'), 404);
    await expect(stage.control.file(id, 'none')).rejects.toMatchObject({ response: { status: 404 } });
    await refused(stage.control.setIntegration('none', {}), 404);
  });

  it.each([
    { webhookBody: 'perhaps' },
    { requestsPerMinute: -1 },
    { requestsPerMinute: '1' },
    { wrapupRequired: 1 },
    { flowGreeting: null },
    { unknown: true },
  ])('refuses the switches %j, and changes nothing', async (patch) => {
    const before = await stage.control.switches();
    await refused(stage.control.setSwitches({ webhookTimeoutMs: 1, ...patch } as never), 400);
    expect(await stage.control.switches()).toEqual(before);
  });

  it('forgets conversations, webhooks and faults on a reset, and sets switches as they were at the start', async () => {
    await stage.control.setSwitches({ publishedReceipts: true });
    const id = await stage.connected();
    await stage.webhook.bodies(1);
    await stage.control.addFault({ kind: 'lose-webhook' });
    await stage.control.setSwitches({ wrapupRequired: true, flowGreeting: 'hi' });
    await stage.control.reset();
    expect([await stage.control.conversations(), await stage.control.webhooks(), await stage.control.faults()]).toEqual(
      [[], [], []],
    );
    expect(await stage.control.switches()).toMatchObject({ wrapupRequired: false, flowGreeting: '' });
    expect((await stage.control.agents())[0]?.load).toBe(0);
    expect(await stage.begun()).not.toBe(id);
  });

  it('gives the same ids for the same seed', async () => {
    const idOf = async (seed: number) => {
      const other = await Stage.start({ seed });
      const id = await other.begun();
      await other.close();
      return id;
    };
    expect(await idOf(5)).toBe(await idOf(5));
    expect(await idOf(6)).not.toBe(await idOf(5));
  });

  it('belongs to a server that runs on the real clock, on this machine only, and stops', async () => {
    const server = await startGenesys();
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    const client = await new ForeignClient(server.url).login();
    expect((await client.message('hi')).status).toBe(202);
    await server.close();
    await expect(client.message('hi')).rejects.toMatchObject({ code: expect.stringMatching(/^ECONN/) });
  });
});
