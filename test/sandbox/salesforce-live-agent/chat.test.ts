/// <reference types="jest" />
import type { ForeignClient } from './foreignClient';
import { ANA, BEN, Stage } from './stage';

describe('a chat', () => {
  let stage: Stage;
  let client: ForeignClient;
  const view = () => stage.control.chat(client.keys.id);
  const lastLine = async () => (await view()).agentView.at(-1);
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('is established with the queue update and the agent’s name in one batch', async () => {
    client = await stage.queued();
    await stage.control.accept(client.keys.id);
    expect(await client.messages()).toEqual([
      { type: 'QueueUpdate', message: { position: 0, estimatedWaitTime: 0 } },
      {
        type: 'ChatEstablished',
        message: {
          name: 'Ana',
          userId: ANA,
          items: [],
          sneakPeekEnabled: false,
          chasitorIdleTimeout: { isEnabled: false },
        },
      },
    ]);
  });

  it('is established without queue updates for a client that wants none', async () => {
    client = await stage.queued({ receiveQueueUpdates: false });
    await stage.control.accept(client.keys.id);
    expect(await client.types()).toEqual(['ChatEstablished']);
  });

  it('tells the idle settings, under either spelling, to versions that have them', async () => {
    await stage.control.setSwitches({ idleTimeoutSeconds: 120, idleWarningSeconds: 60 });
    const established = async (version?: string) => {
      const other = await stage.queued({ receiveQueueUpdates: false }, version);
      await stage.control.accept(other.keys.id);
      return (await other.messages())[0]?.message;
    };
    const settings = { isEnabled: true, timeout: 120, warningTime: 60 };
    expect(await established()).toMatchObject({ chasitorIdleTimeout: settings });
    await stage.control.setSwitches({ idleTimeoutSpelling: 'chasitorIdletimeout' });
    expect(await established()).toMatchObject({ chasitorIdletimeout: settings });
    expect(Object.keys((await established('34')) ?? {})).not.toContain('chasitorIdletimeout');
  });

  it('answers 500 to everything a visitor does before it is established', async () => {
    client = await stage.queued();
    const bodies = {
      ChatMessage: { text: 'x' },
      ChasitorTyping: {},
      ChasitorNotTyping: {},
      ChasitorSneakPeek: { position: 0, text: 'x' },
      CustomEvent: { type: 'x', data: 'y' },
      ChatEnd: { reason: 'client' },
      ChasitorIdleTimeoutWarningEvent: { idleTimeoutWarningEvent: 'triggered' },
      SensitiveDataRuleTriggered: { rules: [] },
    };
    for (const [noun, body] of Object.entries(bodies)) {
      expect([noun, (await client.post(`Chasitor/${noun}`, body)).status]).toEqual([noun, 500]);
    }
    expect((await (await stage.client().open()).post('Chasitor/ChatMessage', { text: 'x' })).status).toBe(500);
    expect((await view()).fromVisitor).toHaveLength(1);
  });

  it('can be left from the queue by ending the session', async () => {
    client = await stage.queued();
    expect((await client.destroy()).status).toBe(200);
    expect(await view()).toMatchObject({ state: 'ended', endReason: 'deleted' });
    expect(await stage.control.queue()).toEqual([]);
  });

  it('carries texts both ways, with ids and times as each side saw them', async () => {
    client = await stage.connected();
    await stage.clock.advance(1_000);
    const record = await stage.control.say(client.keys.id, 'How can I help?');
    expect(await client.messages()).toEqual([
      {
        type: 'ChatMessage',
        message: {
          text: 'How can I help?',
          name: 'Ana',
          schedule: { responseDelayMilliseconds: 0 },
          agentId: ANA,
        },
      },
    ]);
    await stage.clock.advance(1_000);
    expect((await client.post('Chasitor/ChatMessage', { text: 'My order' })).data).toBe('OK');
    const chat = await view();
    expect(chat.toVisitor.at(-1)).toMatchObject({ id: record.id, queuedAt: stage.clock.now() - 1_000 });
    expect(chat.fromVisitor.at(-1)).toMatchObject({ noun: 'ChatMessage', sequence: 2, at: stage.clock.now() });
    expect(await lastLine()).toMatchObject({ from: 'visitor', name: 'Vera', text: 'My order' });
    expect(chat.transcript.map(({ type, content }) => [type, content])).toEqual([
      ['Agent', 'How can I help?'],
      ['Chasitor', 'My order'],
    ]);
  });

  it('tells the visitor when the agent types', async () => {
    client = await stage.connected();
    await stage.control.act(client.keys.id, 'typing', {});
    await stage.control.act(client.keys.id, 'not-typing', {});
    const message = { name: 'Ana', agentId: ANA };
    expect(await client.messages()).toEqual([
      { type: 'AgentTyping', message },
      { type: 'AgentNotTyping', message },
    ]);
  });

  it('shows the agent what the visitor does besides talking', async () => {
    client = await stage.connected();
    const rules = [{ id: '0GO000000000001', name: 'Cards' }];
    await client.post('Chasitor/ChasitorTyping');
    expect(await lastLine()).toMatchObject({ kind: 'ChasitorTyping' });
    await client.post('Chasitor/ChasitorNotTyping', {});
    expect(await lastLine()).toMatchObject({ kind: 'ChasitorNotTyping' });
    await client.post('Chasitor/ChasitorSneakPeek', { position: 3, text: 'Hi th' });
    expect(await lastLine()).toMatchObject({ kind: 'ChasitorSneakPeek', text: 'Hi th', detail: { position: 3 } });
    await client.post('Chasitor/CustomEvent', { type: 'Card', data: 'Visa' });
    expect(await lastLine()).toMatchObject({ kind: 'CustomEvent', detail: { type: 'Card', data: 'Visa' } });
    await client.post('Chasitor/ChasitorIdleTimeoutWarningEvent', { idleTimeoutWarningEvent: 'triggered' });
    expect(await lastLine()).toMatchObject({ kind: 'ChasitorIdleTimeoutWarningEvent', detail: 'triggered' });
    await client.post('Chasitor/SensitiveDataRuleTriggered', { rules });
    expect(await lastLine()).toMatchObject({ kind: 'SensitiveDataRuleTriggered', detail: rules });
  });

  it.each([
    ['ChatMessage', {}, 'text'],
    ['ChatMessage', { text: 7 }, 'text'],
    ['ChasitorSneakPeek', { text: 'x' }, 'position'],
    ['CustomEvent', { type: 'x' }, 'data'],
    ['ChatEnd', {}, 'reason'],
    ['ChasitorIdleTimeoutWarningEvent', { idleTimeoutWarningEvent: 'maybe' }, 'idleTimeoutWarningEvent'],
    ['SensitiveDataRuleTriggered', {}, 'rules'],
    ['SensitiveDataRuleTriggered', { rules: [{ id: 'x' }] }, 'rules[0].name'],
  ])('answers 400 to a %s of %j', async (noun, body, property) => {
    client = await stage.connected();
    const response = await client.post(`Chasitor/${noun}`, body);
    expect([response.status, response.data.details[0].property]).toEqual([400, property]);
  });

  it('ends for the agent when the visitor ends it, and answers the open poll with the reason', async () => {
    client = await stage.connected();
    const { answer } = await stage.hold(client);
    expect((await client.post('Chasitor/ChatEnd', { reason: 'client' })).status).toBe(200);
    expect((await answer).data.messages).toEqual([
      { type: 'ChatEnded', message: { reason: 'client', attachedRecords: [] } },
    ]);
    expect(await lastLine()).toMatchObject({ kind: 'ended', detail: { reason: 'client' } });
    expect((await client.post('Chasitor/ChatMessage', { text: 'x' })).status).toBe(403);
  });

  it('ends as idle when the visitor’s client says so', async () => {
    client = await stage.connected();
    await client.post('Chasitor/ChatEnd', { reason: 'clientIdleTimeout' });
    expect(await view()).toMatchObject({ state: 'ended', endReason: 'clientIdleTimeout' });
  });

  it.each(['agent', 'agentsUnavailable', 'agentPushTimeout', 'NoPost', 'unknown'])(
    'can end with %s',
    async (reason) => {
      client = await stage.connected();
      await stage.control.end(client.keys.id, reason);
      expect((await client.messages())[0]?.message.reason).toBe(reason);
    },
  );

  it('takes a whole batch as a MultiNoun, the documented end without a reason among it', async () => {
    client = await stage.connected();
    const nouns = [
      { prefix: 'Chasitor', noun: 'ChatMessage', object: { text: 'Goodbye' } },
      { prefix: 'Chasitor', noun: 'ChatEnd', object: {} },
    ];
    expect((await client.post('System/MultiNoun', { nouns })).status).toBe(200);
    expect((await view()).transcript.at(-1)?.content).toBe('Goodbye');
    expect(await view()).toMatchObject({ state: 'ended', endReason: 'client' });
  });

  it('does nothing of a MultiNoun with something wrong in it', async () => {
    client = await stage.connected();
    const good = { prefix: 'Chasitor', noun: 'ChatMessage', object: { text: 'x' } };
    const send = (second: unknown) => client.post('System/MultiNoun', { nouns: [good, second] });
    expect((await send({ prefix: 'Chasitor', noun: 'ChatMessage', object: {} })).status).toBe(400);
    expect((await send({ prefix: 'Chasitor', noun: 'Nothing' })).status).toBe(404);
    expect((await send({ prefix: 'System', noun: 'Messages' })).status).toBe(404);
    expect((await client.post('System/MultiNoun', {})).status).toBe(400);
    expect((await view()).transcript).toEqual([]);
  });

  it('is requested by a MultiNoun as well', async () => {
    client = await stage.client().open();
    const nouns = [{ prefix: 'Chasitor', noun: 'ChasitorInit', object: client.initBody() }];
    expect((await client.post('System/MultiNoun', { nouns })).status).toBe(200);
    expect(await client.types()).toEqual(['ChatRequestSuccess']);
  });

  it('goes on with another agent after a transfer', async () => {
    client = await stage.connected();
    await stage.control.setAgent(BEN, { online: true });
    await stage.control.act(client.keys.id, 'transfer-to-agent', { agentId: BEN });
    expect(await client.messages()).toEqual([
      {
        type: 'ChatTransferred',
        message: { name: 'Ben', userId: BEN, sneakPeekEnabled: false, chasitorIdleTimeout: { isEnabled: false } },
      },
    ]);
    await stage.control.say(client.keys.id, 'Ben here');
    expect((await client.messages())[0]?.message).toMatchObject({ name: 'Ben', agentId: BEN });
    await expect(stage.control.say(client.keys.id, 'x', ANA)).rejects.toMatchObject({ response: { status: 409 } });
  });

  it('has a conference that agents join, speak in and leave', async () => {
    client = await stage.connected();
    await stage.control.setAgent(BEN, { online: true });
    await stage.control.act(client.keys.id, 'conference-join', { agentId: BEN });
    await stage.control.say(client.keys.id, 'Hi', BEN);
    await stage.control.act(client.keys.id, 'conference-leave', { agentId: ANA });
    const messages = await client.messages();
    expect(messages.map(({ type, message }) => [type, message.name])).toEqual([
      ['AgentJoinedConference', 'Ben'],
      ['ChatMessage', 'Ben'],
      ['AgentLeftConference', 'Ana'],
    ]);
    expect((await view()).agentId).toBe(BEN);
  });

  it('carries custom events, rich messages and messages nobody has heard of', async () => {
    client = await stage.connected();
    const items = [{ text: 'Orders', value: '1' }, { text: 'Returns' }];
    await stage.control.act(client.keys.id, 'custom-event', { type: 'Form', data: '{}' });
    await stage.control.act(client.keys.id, 'rich-message', { type: 'ChatWindowMenu', header: 'Choose', items });
    await stage.control.act(client.keys.id, 'push', { type: 'TransferToSbrSkillInitiated', message: { a: 1 } });
    expect(await client.messages()).toEqual([
      { type: 'CustomEvent', message: { type: 'Form', data: '{}' } },
      { type: 'RichMessage', message: { type: 'ChatWindowMenu', header: 'Choose', items } },
      { type: 'TransferToSbrSkillInitiated', message: { a: 1 } },
    ]);
  });
});
