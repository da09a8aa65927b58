/// <reference types="jest" />

import axios from 'axios';
import type { ChatEvent } from '../../../sandbox/salesforce-live-agent/context';
import { startLiveAgent } from '../../../sandbox/salesforce-live-agent/Simulator';
import { ForeignClient } from './foreignClient';
import { ANA, BEN, BUTTON, Stage, until } from './stage';

describe('the control API', () => {
  let stage: Stage;
  const refused = (work: Promise<unknown>, status: number) =>
    expect(work).rejects.toMatchObject({ response: { status, data: { error: expect.any(String) } } });
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('changes the organization and its deployments', async () => {
    await stage.control.setOrganization({ id: '00DNEW000000001', deploymentIds: ['572NEW000000001'] });
    const client = await stage.queued({ organizationId: '00DNEW000000001', deploymentId: '572NEW000000001' });
    expect((await stage.control.chat(client.keys.id)).state).toBe('queued');
  });

  it('adds, changes, lists and removes agents and buttons', async () => {
    await stage.control.setAgent('005NEW', { name: 'Cleo', capacity: 2, skills: ['new'] });
    await stage.control.setButton('573NEW', { name: 'New', skills: ['new'] });
    const agents = await stage.control.agents();
    expect(agents.map(({ name, buttons }) => [name, buttons])).toEqual([
      ['Ana', [BUTTON]],
      ['Ben', [BUTTON]],
      ['Cleo', ['573NEW']],
    ]);
    expect(await stage.control.buttons()).toMatchObject([{ id: BUTTON }, { id: '573NEW', isAvailable: true }]);
    await stage.control.removeAgent('005NEW');
    await stage.control.removeButton('573NEW');
    await refused(stage.control.removeAgent('005NEW'), 404);
    await refused(stage.control.removeButton('573NEW'), 404);
    await refused(stage.control.setAgent('005NEW', { capacity: 'many' } as never), 400);
  });

  it('keeps an agent who is in a chat, and reroutes what rings at one who is removed', async () => {
    const connected = await stage.connected();
    await refused(stage.control.removeAgent(ANA), 409);
    await stage.control.end(connected.keys.id);
    const ringing = await stage.queued();
    await stage.control.setAgent(BEN, { online: true });
    await stage.control.removeAgent(ANA);
    expect((await stage.control.chat(ringing.keys.id)).offeredTo).toBe(BEN);
  });

  it('fails chats that wait at a button that is removed', async () => {
    await stage.control.setAgent(ANA, { capacity: 0 });
    const client = await stage.queued();
    await stage.control.removeButton(BUTTON);
    expect((await client.messages()).at(-1)?.type).toBe('ChatRequestFail');
  });

  it('lists chats apart from sessions that never asked for one', async () => {
    const silent = await stage.client().open();
    const asking = await stage.queued();
    expect((await stage.control.chats()).map(({ id }) => id)).toEqual([asking.keys.id]);
    expect((await stage.control.sessions()).map(({ id }) => id)).toEqual([silent.keys.id, asking.keys.id]);
    await asking.destroy();
    expect((await stage.control.sessions()).map(({ id }) => id)).toEqual([silent.keys.id]);
    expect((await stage.control.chats())[0]).toMatchObject({ id: asking.keys.id, open: false, state: 'ended' });
  });

  it('finds ghosts: established chats whose client has stopped polling', async () => {
    const [ghost, alive, queued] = [await stage.connected(), await stage.connected(), await stage.queued()];
    await stage.clock.advance(59_999);
    expect(await stage.control.ghosts()).toEqual([]);
    const { answer } = await stage.hold(alive);
    await stage.clock.advance(1);
    expect((await stage.control.ghosts()).map(({ id }) => id)).toEqual([ghost.keys.id]);
    expect((await stage.control.chat(queued.keys.id)).state).toBe('queued');
    await stage.control.say(alive.keys.id, 'x');
    await answer;
    expect((await stage.control.ghosts(0)).map(({ id }) => id).sort()).toEqual([ghost.keys.id, alive.keys.id].sort());
  });

  it('refuses what an agent cannot do now, and what does not exist', async () => {
    const client = await stage.queued();
    const { id } = client.keys;
    await refused(stage.control.say(id, 'x'), 409);
    await refused(stage.control.accept(id, BEN), 409);
    await refused(stage.control.act(id, 'resume', { agentId: ANA }), 409);
    await refused(stage.control.act(id, 'request-file', {}), 409);
    await stage.control.accept(id);
    await refused(stage.control.accept(id), 409);
    await refused(stage.control.act(id, 'decline', {}), 409);
    await refused(stage.control.act(id, 'conference-leave', { agentId: ANA }), 409);
    await refused(stage.control.act(id, 'transfer-to-button', { buttonId: 'none' }), 409);
    await refused(stage.control.act(id, 'say', {} as never), 400);
    await refused(stage.control.act(id, 'dance' as never, {} as never), 404);
    await stage.control.end(id);
    await refused(stage.control.end(id), 409);
    await refused(stage.control.act('nobody', 'accept', {}), 404);
    await refused(stage.control.chat('nobody'), 404);
    const fresh = await stage.client().open();
    await refused(stage.control.act(fresh.keys.id, 'push', { type: 'X' }), 409);
    await refused(stage.control.act(fresh.keys.id, 'fail', {}), 409);
  });

  it('answers 400 to a body that is no JSON', async () => {
    const headers = { 'Content-Type': 'application/json' };
    await refused(axios.post(`${stage.server.controlUrl}/faults`, '{', { headers, proxy: false }), 400);
  });

  it('fails and expires chats on request', async () => {
    const [failed, expired] = [await stage.queued(), await stage.connected()];
    await stage.control.act(failed.keys.id, 'fail', { reason: 'InternalFailure' });
    expect((await failed.messages())[0]?.message.reason).toBe('InternalFailure');
    await stage.control.act(expired.keys.id, 'expire', {});
    expect((await expired.poll()).status).toBe(403);
  });

  it('streams what happens in a chat as it happens', async () => {
    const client = await stage.connected();
    const events: ChatEvent[] = [];
    const stop = await stage.control.watch((event) => events.push(event), client.keys.id);
    await stage.control.say(client.keys.id, 'hello');
    await stage.queued();
    await client.post('Chasitor/ChatMessage', { text: 'hi' });
    await until(async () => (await stage.control.chats()).length > 0 && events.length === 3);
    stop();
    expect(events.map(({ side, kind }) => [side, kind])).toEqual([
      ['at-agent', 'ChatMessage'],
      ['to-visitor', 'ChatMessage'],
      ['at-agent', 'ChatMessage'],
    ]);
  });

  it('forgets chats, faults and switches on a reset', async () => {
    const client = await stage.connected();
    await stage.control.addFault({ kind: 'slow-agent', delayMs: 1 });
    await stage.control.setSwitches({ holdMs: 1 });
    await stage.control.reset();
    expect([await stage.control.chats(), await stage.control.faults()]).toEqual([[], []]);
    expect((await stage.control.switches()).holdMs).toBe(30_000);
    expect((await client.poll()).status).toBe(403);
    expect((await stage.control.agents())[0]?.chats).toEqual([]);
  });

  it('gives the same ids for the same seed', async () => {
    const keysOf = async (seed: number) => {
      const other = await Stage.start({ seed });
      const { keys } = await other.client().open();
      await other.close();
      return keys;
    };
    expect(await keysOf(5)).toEqual(await keysOf(5));
    expect(await keysOf(6)).not.toEqual(await keysOf(5));
  });

  it('belongs to a server that runs on the real clock, on this machine only, and closes with polls open', async () => {
    const server = await startLiveAgent();
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    const client = await new ForeignClient(server.url).open();
    const poll = client.poll().catch(() => 'closed');
    await server.close();
    expect(await poll).toBeDefined();
    await expect(client.open()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
