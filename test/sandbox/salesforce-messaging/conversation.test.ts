/// <reference types="jest" />
import { randomUUID } from 'crypto';
import type { ForeignClient } from './foreignClient';
import { Stage } from './stage';

describe('a conversation', () => {
  let stage: Stage;
  const statusOf = async (client: ForeignClient) => (await client.get(client.path)).data.routingStatus;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('is created with an id of the client, and starts a session with its attributes', async () => {
    const client = await stage.visitor();
    const { status, data } = await client.create({ routingAttributes: { _firstName: 'Vera' }, language: 'de' });
    expect([status, data]).toEqual([201, '']);
    expect(await stage.control.conversation(client.conversationId)).toMatchObject({
      open: true,
      state: 'waiting',
      attributes: { _firstName: 'Vera' },
      sessions: [{ id: expect.stringMatching(/^0Mw/), status: 'Waiting', language: 'de' }],
    });
  });

  it.each([
    ['in upper case', randomUUID().toUpperCase()],
    ['of version 1', '9a1e0000-0000-1000-8000-000000000000'],
    ['of another variant', '9a1e0000-0000-4000-7000-000000000000'],
    ['that is no UUID', 'conversation-1'],
  ])('gets 400 and the documented text for an id %s', async (_what, conversationId) => {
    const client = await stage.visitor();
    const text = 'Specify the conversationId in UUID format. The UUID must be in lowercase.';
    const { status, data } = await client.create({ conversationId });
    expect([status, data.message]).toEqual([400, text]);
    expect((await client.get(`/conversation/${conversationId}/entries`)).data.message).toBe(text);
  });

  it.each([
    ['an unknown property', { prechatDetails: [] }],
    ['attributes that are no texts', { routingAttributes: { age: 5 } }],
    ['another deployment than the token has', { esDeveloperName: 'Rocket_Chat_Sales' }],
    ['no deployment', { esDeveloperName: undefined }],
  ])('gets 400 for %s', async (_what, changes) => {
    expect((await (await stage.visitor()).create(changes)).status).toBe(400);
  });

  it('takes unknown properties when schemas are not strict, but nothing of the wrong kind', async () => {
    await stage.control.setSwitches({ strictSchemas: false });
    const client = await stage.visitor();
    expect((await client.create({ routingAttributes: { age: 5 } })).status).toBe(400);
    expect((await client.create({ prechatDetails: [] })).status).toBe(201);
  });

  it('is not made twice: the repetition changes nothing', async () => {
    const client = await stage.waiting();
    expect((await client.create()).status).toBe(200);
    expect((await stage.control.conversation(client.conversationId)).sessions).toHaveLength(1);
    await stage.control.setSwitches({ repeatedCreate: 'conflict' });
    expect((await client.create()).status).toBe(409);
  });

  it('belongs to its visitor alone', async () => {
    const client = await stage.waiting();
    const other = await stage.visitor();
    const params = { esDeveloperName: 'Rocket_Chat' };
    const answers = await Promise.all([
      other.get(client.path),
      other.get(`${client.path}/entries`),
      other.get(`${client.path}/transcript`, params),
      other.post('/conversation', { conversationId: client.conversationId, esDeveloperName: 'Rocket_Chat' }),
      other.post(`${client.path}/message`, other.messageBody('mine')),
      other.post(`${client.path}/entry`, { entryType: 'TypingStartedIndicator', id: randomUUID() }),
      other.delete(client.path, params),
      other.delete(`${client.path}/session`, params),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(403));
    expect((await stage.control.conversation(client.conversationId)).fromVisitor).toEqual([]);
  });

  it('gets 404 when there is none', async () => {
    const client = await stage.visitor();
    expect((await client.get(client.path)).status).toBe(404);
    expect((await client.say('x')).status).toBe(404);
  });

  it('has a routing status for each part of its life', async () => {
    const client = await stage.waiting();
    const id = client.conversationId;
    const before = await client.get(client.path);
    expect([before.status, before.data]).toEqual([200, { conversationId: id, routingStatus: 'INITIAL' }]);
    await stage.control.accept(id);
    expect(await statusOf(client)).toBe('ROUTED');
    await stage.control.transfer(id, { queueId: '00GSANDBOX00002' });
    expect(await statusOf(client)).toBe('TRANSFER');
    await stage.control.accept(id);
    expect(await statusOf(client)).toBe('ROUTED');
    await stage.control.end(id);
    expect(await statusOf(client)).toBe('NEEDS_ROUTING');
  });

  it('stays open when the agent ends the session, and opens another one with the next message', async () => {
    const client = await stage.connected();
    await stage.control.end(client.conversationId);
    expect(await stage.control.conversation(client.conversationId)).toMatchObject({ open: true, state: 'ended' });
    expect((await client.say('one more thing')).status).toBe(202);
    const { sessions, state } = await stage.control.conversation(client.conversationId);
    expect([state, sessions.map(({ status }) => status)]).toEqual(['waiting', ['Ended', 'Waiting']]);
  });

  it('closes with the session where chat is session-based', async () => {
    await stage.control.setDeployment('Rocket_Chat', { isSessionBased: true });
    const client = await stage.connected();
    await stage.control.end(client.conversationId);
    expect((await stage.control.conversation(client.conversationId)).open).toBe(false);
    expect((await client.say('x')).status).toBe(403);
  });

  it('is closed by its visitor for good: it can be read, and takes nothing', async () => {
    const client = await stage.connected();
    const answer = await client.close();
    expect([answer.status, answer.data]).toEqual([204, '']);
    const view = await stage.control.conversation(client.conversationId);
    expect(view).toMatchObject({ open: false, sessions: [{ status: 'Ended', endedByRole: 'EndUser' }] });
    const id = randomUUID();
    const answers = await Promise.all([
      client.say('x'),
      client.post(`${client.path}/entry`, { entryType: 'TypingStartedIndicator', id }),
      client.post(`${client.path}/acknowledge-entries`, { acks: [{ id, entryType: 'Read', conversationEntryId: id }] }),
      client.create(),
      client.close(),
      client.delete(`${client.path}/session`, { esDeveloperName: 'Rocket_Chat' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(403));
    expect((await client.entries()).status).toBe(200);
  });

  it.each([
    ['not-found', 404],
    ['bad-request', 400],
  ] as const)('answers %s when it is closed, where the switch says so', async (closedConversation, status) => {
    await stage.control.setSwitches({ closedConversation });
    const client = await stage.waiting();
    await client.close();
    expect((await client.say('x')).status).toBe(status);
  });

  it('is not closed without the deployment, or with a body', async () => {
    const client = await stage.waiting();
    expect((await client.delete(client.path)).status).toBe(400);
    expect((await client.delete(client.path, { esDeveloperName: 'Web_Widget' })).status).toBe(400);
    expect((await client.delete(client.path, { esDeveloperName: 'Rocket_Chat' }, { reason: 'x' })).status).toBe(400);
    expect((await stage.control.conversation(client.conversationId)).open).toBe(true);
  });

  it('loses its session, and no more, to a DELETE of the session', async () => {
    const client = await stage.connected();
    const answer = await client.delete(`${client.path}/session`, { esDeveloperName: 'Rocket_Chat' });
    expect(answer.status).toBe(204);
    const view = await stage.control.conversation(client.conversationId);
    expect(view).toMatchObject({ open: true, state: 'ended', sessions: [{ endedByRole: 'EndUser' }] });
    expect((await stage.control.agents())[0]?.conversations).toEqual([]);
  });

  it('knows no other way to close it, and no other methods', async () => {
    const client = await stage.waiting();
    expect((await client.post(`${client.path}/close`, {})).status).toBe(404);
    expect((await client.get('/conversations')).status).toBe(404);
    expect((await client.http.put(`/iamessage/api/v2${client.path}`)).status).toBe(405);
  });

  it('starts without a session where the first message starts it', async () => {
    await stage.control.setSwitches({ sessionStartsWith: 'first-message' });
    const client = await stage.waiting({ routingAttributes: { Legacy_Button: '573SANDBOX00002' } });
    expect((await stage.control.conversation(client.conversationId)).state).toBe('none');
    expect(await statusOf(client)).toBe('INITIAL');
    const routingAttributes = { Legacy_Button: '573SANDBOX00002' };
    await client.say('hello', { isNewMessagingSession: true, routingAttributes, language: 'en_US' });
    const view = await stage.control.conversation(client.conversationId);
    expect(view).toMatchObject({ state: 'waiting', queueId: '00GSANDBOX00002', attributes: routingAttributes });
  });
});

describe('the list of conversations', () => {
  let stage: Stage;
  let client: ForeignClient;
  const ids: string[] = [];
  const list = async (params: Record<string, unknown> = {}) => (await client.get('/conversation/list', params)).data;
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.visitor();
    ids.length = 0;
    for (let count = 0; count < 3; count++) {
      ids.push(randomUUID());
      await client.create({ conversationId: ids[count] });
      await stage.clock.advance(1_000);
    }
    await stage.waiting();
    await client.delete(`/conversation/${ids[1]}`, { esDeveloperName: 'Rocket_Chat' });
  });
  afterEach(() => stage.close());

  it('has the visitor’s open ones, oldest first', async () => {
    const start = stage.clock.now() - 3_000;
    expect(await list()).toEqual({
      openConversationsFound: 2,
      closedConversationsFound: 0,
      conversations: [
        { conversationId: ids[0], startTimestamp: start, endTimestamp: null },
        { conversationId: ids[2], startTimestamp: start + 2_000, endTimestamp: null },
      ],
    });
  });

  it('has closed ones when asked for them', async () => {
    const { closedConversationsFound, conversations } = await list({ inclClosedConvs: true });
    expect(closedConversationsFound).toBe(1);
    expect(conversations[1]).toMatchObject({ conversationId: ids[1], endTimestamp: stage.clock.now() });
  });

  it('is narrowed by id, time and number', async () => {
    const start = stage.clock.now() - 3_000;
    const idsOf = async (params: Record<string, unknown>) =>
      (await list(params)).conversations.map(({ conversationId }: { conversationId: string }) => conversationId);
    expect(await idsOf({ conversationId: ids[2] })).toEqual([ids[2]]);
    expect(await idsOf({ startTimestamp: start + 1 })).toEqual([ids[2]]);
    expect(await idsOf({ endTimestamp: start })).toEqual([ids[0]]);
    expect(await idsOf({ limit: 1 })).toEqual([ids[0]]);
  });

  it.each([0, 51, 'many'])('gets 400 for a limit of %s', async (limit) => {
    expect((await client.get('/conversation/list', { limit })).status).toBe(400);
  });
});
