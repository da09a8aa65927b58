/// <reference types="jest" />
import { randomUUID } from 'crypto';
import type { ForeignClient } from './foreignClient';
import { Stage } from './stage';

describe('a message of the visitor', () => {
  let stage: Stage;
  let client: ForeignClient;
  const view = () => stage.control.conversation(client.conversationId);
  const heard = async () => (await view()).fromVisitor.map(({ text }) => text);
  const send = (message: Record<string, unknown>) =>
    client.post(`${client.path}/message`, { message, esDeveloperName: 'Rocket_Chat' });
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.connected();
  });
  afterEach(() => stage.close());

  it('is taken with 202, and reaches the agent in its order', async () => {
    const id = randomUUID();
    const { status, data } = await client.say('one', {}, id);
    expect([status, data]).toEqual([202, { conversationEntries: [{ id, clientTimestamp: stage.clock.now() }] }]);
    await client.say('two');
    expect(await heard()).toEqual(['one', 'two']);
    const shown = (await view()).agentView.filter(({ from }) => from === 'visitor');
    expect(shown.map(({ kind, text }) => [kind, text])).toEqual([
      ['text', 'one'],
      ['text', 'two'],
    ]);
  });

  it('is taken once under its id, however often it comes', async () => {
    const id = randomUUID();
    const first = await client.say('once', {}, id);
    await stage.clock.advance(10);
    const second = await client.say('once', {}, id);
    expect([second.status, second.data]).toEqual([202, first.data]);
    expect(await heard()).toEqual(['once']);
  });

  it('is taken before an agent is there, who finds it', async () => {
    const early = await stage.waiting();
    await early.say('early');
    await stage.control.accept(early.conversationId);
    const { fromVisitor } = await stage.control.conversation(early.conversationId);
    expect(fromVisitor).toMatchObject([{ text: 'early', isDelivered: true }]);
  });

  const text = (changes: Record<string, unknown> = {}) => ({
    id: randomUUID(),
    messageType: 'StaticContentMessage',
    staticContent: { formatType: 'Text', text: 'x' },
    ...changes,
  });
  it.each<[string, unknown]>([
    ['without a message', { esDeveloperName: 'Rocket_Chat' }],
    ['without a deployment', { message: text() }],
    ['with another deployment', { message: text(), esDeveloperName: 'Rocket_Chat_Sales' }],
    ['in the dialect of version 1', { ...text(), esDeveloperName: 'Rocket_Chat' }],
    ['with an unknown property', { message: text(), esDeveloperName: 'Rocket_Chat', clientTimestamp: 1 }],
    ['with an unknown property inside', { message: text({ references: [] }), esDeveloperName: 'Rocket_Chat' }],
    ['whose id is no UUID', { message: text({ id: 'M1' }), esDeveloperName: 'Rocket_Chat' }],
    ['of an unknown type', { message: text({ messageType: 'Text' }), esDeveloperName: 'Rocket_Chat' }],
    ['without its content', { message: text({ staticContent: undefined }), esDeveloperName: 'Rocket_Chat' }],
    [
      'of another format',
      {
        message: text({ staticContent: { formatType: 'RichLink', text: 'x' } }),
        esDeveloperName: 'Rocket_Chat',
      },
    ],
    ['that is no object', 'hello'],
  ])('gets 400 %s', async (_what, body) => {
    const headers = { ...client.headers, 'Content-Type': 'application/json' };
    const { status, data } = await client.http.post(`/iamessage/api/v2${client.path}/message`, JSON.stringify(body), {
      headers,
    });
    expect([status, data]).toEqual([400, { code: 'BAD_REQUEST', message: expect.any(String) }]);
    expect(await heard()).toEqual([]);
  });

  it('gets 400 when it is no JSON, and 415 when it says so', async () => {
    const url = `/iamessage/api/v2${client.path}/message`;
    const json = { ...client.headers, 'Content-Type': 'application/json' };
    expect((await client.http.post(url, '{', { headers: json })).status).toBe(400);
    const plain = { ...client.headers, 'Content-Type': 'text/plain' };
    expect((await client.http.post(url, '{}', { headers: plain })).status).toBe(415);
  });

  it('may carry more where schemas are not strict', async () => {
    await stage.control.setSwitches({ strictSchemas: false });
    expect((await send(text({ references: [] }))).status).toBe(202);
    expect((await send(text({ id: 'M1' }))).status).toBe(400);
  });

  it('answers choices and forms', async () => {
    const inReplyToMessageId = randomUUID();
    const choicesResponse = { formatType: 'Selections', selectedOptions: [{ optionIdentifier: 'yes' }] };
    const choice = { id: randomUUID(), messageType: 'ChoicesResponseMessage', inReplyToMessageId, choicesResponse };
    expect((await send(choice)).status).toBe(202);
    const formResponse = { formatType: 'Result', inputs: [] };
    const form = { id: randomUUID(), messageType: 'FormResponseMessage', inReplyToMessageId, formResponse };
    expect((await send(form)).status).toBe(202);
    expect((await view()).fromVisitor).toMatchObject([
      { kind: 'choices', text: 'yes', inReplyToMessageId },
      { kind: 'form', inReplyToMessageId },
    ]);
    expect((await send({ ...choice, choicesResponse: { selectedOptions: [] } })).status).toBe(400);
  });

  it('may be limited in size', async () => {
    await stage.control.setSwitches({ maxTextBytes: 4 });
    expect((await client.say('four')).status).toBe(202);
    expect((await client.say('öße')).status).toBe(413);
  });

  it('gets 417 without a session where pre-chat comes first, and goes through as the first of a new one', async () => {
    await stage.control.setDeployment('Rocket_Chat', { hasSessionPrechat: true });
    const next = await stage.connected();
    await stage.control.end(next.conversationId);
    const id = randomUUID();
    expect((await next.say('again', {}, id)).status).toBe(417);
    const opening = { isNewMessagingSession: true, routingAttributes: { topic: 'bill' }, language: 'en_US' };
    expect((await next.say('again', opening, id)).status).toBe(202);
    const { sessions, fromVisitor } = await stage.control.conversation(next.conversationId);
    expect(sessions.map(({ attributes }) => attributes)).toEqual([{}, { topic: 'bill' }]);
    expect(fromVisitor).toHaveLength(1);
  });

  it('loses its attributes when it opens a session without the language', async () => {
    await stage.control.end(client.conversationId);
    const routingAttributes = { Legacy_Button: '573SANDBOX00002' };
    await client.say('again', { isNewMessagingSession: true, routingAttributes });
    expect(await view()).toMatchObject({ state: 'waiting', attributes: {}, queueId: '00GSANDBOX00001' });
  });

  it('opens a session that is never routed, where incomplete openings fail silently', async () => {
    await stage.control.setSwitches({ incompleteNewSession: 'routing-lost' });
    await stage.control.end(client.conversationId);
    expect((await client.say('again')).status).toBe(202);
    const { state, offeredTo, events } = await view();
    expect([state, offeredTo]).toEqual(['waiting', undefined]);
    expect(events.at(-1)?.event).toBe('CONVERSATION_MESSAGE');
  });

  it('wakes an inactive session up', async () => {
    await stage.control.act(client.conversationId, 'inactivate', {});
    expect((await view()).sessionStatus).toBe('Inactive');
    await client.say('still here');
    expect((await view()).sessionStatus).toBe('Active');
    await stage.clock.advance(86_400_000);
    expect((await view()).state).toBe('connected');
  });

  it('may be preceded by typing, which the agent sees', async () => {
    const type = (word: string) =>
      client.post(`${client.path}/entry`, { entryType: `Typing${word}Indicator`, id: randomUUID() });
    expect((await type('Started')).status).toBe(200);
    expect((await view()).visitorTyping).toBe(true);
    expect((await type('Stopped')).status).toBe(200);
    expect((await view()).visitorTyping).toBe(false);
    expect((await type('Paused')).status).toBe(400);
    const shown = (await view()).agentView.filter(({ from }) => from === 'visitor').map(({ kind }) => kind);
    expect(shown).toEqual(['typing', 'not-typing']);
  });

  it('may be followed by acknowledgements of what the agent said', async () => {
    const conversationEntryId = await stage.control.say(client.conversationId, 'hi');
    const ack = { id: randomUUID(), entryType: 'Read', conversationEntryId };
    const path = `${client.path}/acknowledge-entries`;
    expect((await client.post(path, { acks: [ack] })).status).toBe(200);
    expect((await view()).acknowledgements).toEqual([{ at: stage.clock.now(), ...ack }]);
    expect((await client.post(path, { acks: [] })).status).toBe(400);
    expect((await client.post(path, { acks: [{ ...ack, entryType: 'Seen' }] })).status).toBe(400);
  });
});
