/// <reference types="jest" />
import { ANA, BEN, BUTTON, Stage } from './stage';

const SECOND = '573SANDBOX00002';

describe('routing', () => {
  let stage: Stage;
  const chat = (id: string) => stage.control.chat(id);
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('offers a chat to the agent with the fewest, and to the next one when it is declined', async () => {
    await stage.control.setAgent(BEN, { online: true });
    const first = await stage.queued();
    const second = await stage.queued();
    expect((await chat(first.keys.id)).offeredTo).toBe(ANA);
    expect((await chat(second.keys.id)).offeredTo).toBe(BEN);
    await stage.control.act(first.keys.id, 'decline', {});
    expect(await chat(first.keys.id)).toMatchObject({ state: 'queued', offeredTo: BEN });
  });

  it('fails a chat that everybody declined', async () => {
    const client = await stage.queued();
    await stage.control.act(client.keys.id, 'decline', {});
    expect(await client.messages()).toEqual([
      { type: 'ChatRequestFail', message: { reason: 'Unavailable', attachedRecords: [] } },
    ]);
  });

  it('fails a waiting chat when the only agent goes offline', async () => {
    await stage.control.setAgent(ANA, { capacity: 1 });
    const ringing = await stage.queued();
    const waiting = await stage.queued();
    await stage.control.setAgent(ANA, { online: false });
    expect(await ringing.types()).toEqual(['ChatRequestFail']);
    expect(await waiting.types()).toContain('ChatRequestFail');
  });

  it('queues chats beyond the agents’ room, and moves them up with updates', async () => {
    await stage.control.setAgent(ANA, { capacity: 1 });
    const first = await stage.connected();
    const [second, third, quiet] = [
      await stage.queued(),
      await stage.queued(),
      await stage.queued({ receiveQueueUpdates: false }),
    ];
    expect((await stage.control.queue()).map(({ position }) => position)).toEqual([1, 2, 3]);
    await stage.clock.advance(10_000);
    await stage.control.end(first.keys.id);
    expect((await chat(second.keys.id)).offeredTo).toBe(ANA);
    expect(await third.messages()).toEqual([{ type: 'QueueUpdate', message: { position: 1, estimatedWaitTime: 0 } }]);
    await stage.control.accept(second.keys.id);
    expect(await second.types()).toEqual(['QueueUpdate', 'ChatEstablished']);
    expect((await chat(quiet.keys.id)).toVisitor.map(({ type }) => type)).toEqual(['ChatRequestSuccess']);
  });

  it('refuses chats when the queue is full', async () => {
    await stage.control.setAgent(ANA, { capacity: 1 });
    await stage.control.setButton(BUTTON, { queueLimit: 1 });
    await stage.queued();
    await stage.queued();
    const late = await stage.client().open();
    await late.init();
    expect(await late.types()).toEqual(['ChatRequestFail']);
  });

  it('learns the estimated wait from accepted chats', async () => {
    const slow = await stage.queued();
    await stage.clock.advance(20_000);
    await stage.control.accept(slow.keys.id);
    const quick = await stage.client().open();
    await quick.init();
    expect((await quick.messages())[0]?.message.estimatedWaitTime).toBe(20);
    await stage.clock.advance(10_000);
    await stage.control.accept(quick.keys.id);
    const [button] = await stage.control.buttons();
    expect(button?.estimatedWaitTime).toBe(19);
  });

  it('ends a chat that rang for too long', async () => {
    await stage.control.setSwitches({ pushTimeoutMs: 20_000 });
    const client = await stage.queued();
    await stage.clock.advance(20_000);
    expect(await client.messages()).toMatchObject([{ type: 'ChatEnded', message: { reason: 'agentPushTimeout' } }]);
  });

  it('has agents who accept by themselves after a while', async () => {
    await stage.control.setAgent(ANA, { acceptAfterMs: 3_000 });
    const client = await stage.queued();
    const { answer } = await stage.hold(client);
    await stage.clock.advance(2_999);
    expect((await chat(client.keys.id)).state).toBe('queued');
    await stage.clock.advance(1);
    expect((await answer).data.messages).toHaveLength(2);
    await stage.control.setAgent(ANA, { acceptAfterMs: null });
    const manual = await stage.queued();
    await stage.clock.advance(60_000);
    expect((await chat(manual.keys.id)).state).toBe('queued');
  });

  it('matches buttons and agents by skill', async () => {
    await stage.control.setButton(SECOND, { skills: ['billing'] });
    const client = await stage.client().open();
    await client.init({ buttonId: SECOND });
    expect(await client.types()).toEqual(['ChatRequestFail']);
    await stage.control.setAgent(BEN, { online: true, skills: ['billing'] });
    const served = await stage.queued({ buttonId: SECOND });
    expect((await chat(served.keys.id)).offeredTo).toBe(BEN);
  });

  it('goes to the named agent, and to the button instead only when asked to', async () => {
    const direct = await stage.queued({ agentId: ANA });
    expect(await chat(direct.keys.id)).toMatchObject({ offeredTo: ANA, state: 'queued' });
    const unavailable = await stage.client().open();
    await unavailable.init({ agentId: BEN });
    expect(await unavailable.types()).toEqual(['ChatRequestFail']);
    const fallback = await stage.queued({ agentId: BEN, doFallback: true });
    expect(await chat(fallback.keys.id)).toMatchObject({ offeredTo: ANA, buttonId: BUTTON });
  });

  it('takes the first override that is available, and no other after it was declined', async () => {
    await stage.control.setButton(SECOND, { skills: ['billing'] });
    const client = await stage.queued({ buttonOverrides: [SECOND, `${BEN}_${BUTTON}`], buttonId: SECOND });
    expect(await chat(client.keys.id)).toMatchObject({ buttonId: BUTTON, offeredTo: ANA });
    await stage.control.setAgent(BEN, { online: true });
    const once = await stage.queued({ buttonOverrides: [BEN, BUTTON] });
    await stage.control.act(once.keys.id, 'decline', {});
    expect(await once.types()).toEqual(['ChatRequestFail']);
  });

  it('queues a chat anew at another button, where the next agent accepts it', async () => {
    await stage.control.setButton(SECOND, { skills: ['billing'] });
    await stage.control.setAgent(BEN, { online: true, skills: ['billing'] });
    const client = await stage.connected();
    await stage.control.act(client.keys.id, 'transfer-to-button', { buttonId: SECOND });
    expect(await client.messages()).toContainEqual({ type: 'TransferToButtonInitiated', message: {} });
    expect(await chat(client.keys.id)).toMatchObject({ state: 'transferring', buttonId: SECOND, offeredTo: BEN });
    expect((await client.post('Chasitor/ChatMessage', { text: 'still there?' })).status).toBe(200);
    await stage.control.accept(client.keys.id);
    expect(await client.types()).toEqual(['QueueUpdate', 'ChatEstablished']);
  });

  it('ends a transferred chat that everybody declined, or falls back to an agent', async () => {
    const ended = await stage.connected();
    await stage.control.act(ended.keys.id, 'transfer-to-button', { buttonId: BUTTON });
    await stage.control.act(ended.keys.id, 'decline', {});
    expect((await ended.messages()).at(-1)).toMatchObject({ message: { reason: 'agentsUnavailable' } });
    const resumed = await stage.connected();
    await stage.control.act(resumed.keys.id, 'transfer-to-button', { buttonId: BUTTON });
    await stage.control.act(resumed.keys.id, 'resume', { agentId: ANA });
    expect((await resumed.messages()).at(-1)).toMatchObject({ type: 'ChatResumedAfterTransfer' });
    expect((await chat(resumed.keys.id)).state).toBe('connected');
  });

  it('keeps the session when the agent is disconnected, for a new agent to accept', async () => {
    const client = await stage.connected();
    await stage.control.setAgent(ANA, { online: false });
    await stage.control.act(client.keys.id, 'agent-disconnect', {});
    expect((await client.messages())[0]).toEqual({ type: 'AgentDisconnect', message: {} });
    await stage.control.setAgent(BEN, { online: true });
    await stage.control.accept(client.keys.id);
    expect(await client.types()).toContain('ChatEstablished');
    expect((await chat(client.keys.id)).agentId).toBe(BEN);
  });
});
