/// <reference types="jest" />
import { ANA, Stage } from './stage';

describe('a switch', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('lets visitors speak before the chat is established', async () => {
    await stage.control.setSwitches({ beforeEstablished: 'accept' });
    const client = await stage.queued();
    expect((await client.post('Chasitor/ChatMessage', { text: 'early' })).status).toBe(200);
    expect((await stage.control.chat(client.keys.id)).transcript).toMatchObject([{ content: 'early' }]);
  });

  it('lets visitors end a chat that is still queued', async () => {
    await stage.control.setSwitches({ chatEndWhileQueued: 'accept' });
    const client = await stage.queued();
    expect((await client.post('Chasitor/ChatMessage', { text: 'early' })).status).toBe(500);
    expect((await client.post('Chasitor/ChatEnd', { reason: 'client' })).status).toBe(200);
    expect((await client.messages())[0]?.message.reason).toBe('client');
  });

  it('makes a repeated sequence a conflict', async () => {
    await stage.control.setSwitches({ replayedSequence: 'conflict' });
    const client = await stage.connected();
    const headers = client.jsonHeaders(1);
    const { status, data } = await client.http.post('Chasitor/ChatMessage', { text: 'x' }, { headers });
    expect([status, data]).toEqual([409, 'Out of sync Ack. Expected 1. Actual 1']);
  });

  it('answers POSTs with nothing, or with 202', async () => {
    const client = await stage.connected();
    await stage.control.setSwitches({ postAnswer: 'empty' });
    const empty = await client.post('Chasitor/ChasitorTyping');
    expect([empty.status, empty.data]).toEqual([200, '']);
    await stage.control.setSwitches({ postAnswer: 'accepted' });
    const accepted = await client.post('Chasitor/ChasitorTyping');
    expect([accepted.status, accepted.data]).toEqual([202, '']);
  });

  it('answers 400 as plain text', async () => {
    await stage.control.setSwitches({ badRequestBody: 'text' });
    const client = await stage.connected();
    expect((await client.post('Chasitor/ChatMessage', {})).data).toBe('text is required');
  });

  it('lets a client leave out what some clients leave out', async () => {
    await stage.control.setSwitches({ optionalInitFields: ['sessionId', 'visitorName'] });
    const client = await stage.client().open();
    expect((await client.init({ sessionId: undefined, visitorName: undefined })).status).toBe(200);
    expect(await client.types()).toEqual(['ChatRequestSuccess']);
  });

  it('takes bodies of any media type', async () => {
    await stage.control.setSwitches({ requireJsonContentType: false });
    const client = await stage.client().open();
    const headers = { ...client.headers(1), 'Content-Type': 'text/plain' };
    const body = JSON.stringify(client.initBody());
    expect((await client.http.post('Chasitor/ChasitorInit', body, { headers })).status).toBe(200);
  });

  it('takes ids of 18 characters', async () => {
    const long = { organizationId: '00DSANDBOX00001AAA', deploymentId: '572SANDBOX00001AAA' };
    const strict = await stage.client().open();
    await strict.init(long);
    expect(await strict.types()).toEqual(['ChatRequestFail']);
    await stage.control.setSwitches({ acceptLongIds: true });
    const lenient = await stage.client().open();
    await lenient.init(long);
    expect(await lenient.types()).toEqual(['ChatRequestSuccess']);
  });

  it('chooses what an unknown organization gets', async () => {
    const stranger = { organizationId: '00DOTHER0000001' };
    await stage.control.setSwitches({ unknownOrganization: 'bad-request' });
    const refused = await stage.client().open();
    expect((await refused.init(stranger)).status).toBe(400);
    await stage.control.setSwitches({ unknownOrganization: 'Unavailable' });
    expect((await refused.init(stranger)).status).toBe(200);
    expect(await refused.messages()).toMatchObject([{ message: { reason: 'Unavailable' } }]);
  });

  it('lets a requeued chat be accepted as a transfer', async () => {
    await stage.control.setSwitches({ acceptAfterRequeue: 'ChatTransferred' });
    const client = await stage.connected();
    await stage.control.act(client.keys.id, 'agent-disconnect', {});
    await stage.control.accept(client.keys.id, ANA);
    expect((await client.types()).at(-1)).toBe('ChatTransferred');
  });

  it('sends texts, typing and batches in the form of older servers', async () => {
    await stage.control.setSwitches({ chatMessageFields: 'text-and-name', typingFields: 'none', sendOffset: false });
    const client = await stage.connected();
    await stage.control.act(client.keys.id, 'typing', {});
    await stage.control.say(client.keys.id, 'hello');
    const { data } = await client.poll();
    expect(data).toEqual({
      messages: [
        { type: 'AgentTyping', message: {} },
        { type: 'ChatMessage', message: { text: 'hello', name: 'Ana' } },
      ],
      sequence: 3,
    });
  });

  it('changes what the server tells about itself', async () => {
    const rule = { id: '0GO1', name: 'Digits', pattern: '[0-9]+', replacement: '#', actionType: 'Replace' };
    await stage.control.setSwitches({
      clientPollTimeout: 30,
      sensitiveDataRules: [rule],
      transcriptSaveEnabled: true,
      sneakPeekEnabled: true,
      postChatUrl: 'https://example.com/after',
      pingRate: 10,
    });
    const client = await stage.client().open();
    expect(client.keys.clientPollTimeout).toBe(30);
    await client.init();
    expect((await client.messages())[0]?.message).toMatchObject({
      sensitiveDataRules: [rule],
      transcriptSaveEnabled: true,
      postChatUrl: 'https://example.com/after',
    });
    await stage.control.accept(client.keys.id);
    expect((await client.messages()).at(-1)?.message.sneakPeekEnabled).toBe(true);
  });

  it('changes how long polls are held and sessions live, at once', async () => {
    const client = await stage.connected();
    await stage.control.setSwitches({ holdMs: 100, connectionTimeoutMs: 1_000 });
    const { answer } = await stage.hold(client);
    await stage.clock.advance(100);
    expect((await answer).status).toBe(204);
    await stage.clock.advance(1_000);
    expect((await stage.control.chat(client.keys.id)).endReason).toBe('connectionTimeout');
  });

  it.each([
    { holdMs: '1' },
    { holdMs: -1 },
    { holdMs: null },
    { postAnswer: 'perhaps' },
    { sendOffset: 1 },
    { optionalInitFields: [1] },
    { sensitiveDataRules: [{}] },
    { unknown: true },
  ])('is refused as %j, and nothing changes', async (patch) => {
    const before = await stage.control.switches();
    const change = stage.control.setSwitches({ pingRate: 1, ...patch } as never);
    await expect(change).rejects.toMatchObject({ response: { status: 400 } });
    expect(await stage.control.switches()).toEqual(before);
  });
});
