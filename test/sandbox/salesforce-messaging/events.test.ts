/// <reference types="jest" />
import { randomUUID } from 'crypto';
import type { SentContent } from '../../../sandbox/salesforce-messaging/contents';
import type { ForeignClient, ForeignStream } from './foreignClient';
import { ANA, eventOf, Stage } from './stage';

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const sessionId = expect.stringMatching(/^0Mw/);

describe('an event', () => {
  let stage: Stage;
  let client: ForeignClient;
  let stream: ForeignStream;
  const payloadOf = async (name: string, count?: number) => (await eventOf(stream, name, count)).payload;
  const id = () => client.conversationId;
  beforeEach(async () => {
    stage = await Stage.start();
    ({ client, stream } = await stage.streaming());
  });
  afterEach(() => stage.close());

  it('comes in its envelope, the payload being a string', async () => {
    const messageId = await stage.control.say(id(), 'hi');
    const frame = await eventOf(stream, 'MESSAGE');
    const now = stage.clock.now();
    expect(frame.data).toEqual({
      channelPlatformKey: expect.any(String),
      channelType: 'embedded_messaging',
      channelAddressIdentifier: uuid,
      conversationId: id(),
      conversationEntry: {
        senderDisplayName: 'Ana',
        identifier: messageId,
        entryType: 'Message',
        entryPayload: expect.any(String),
        sender: { role: 'Agent', appType: 'agent', subject: ANA, clientIdentifier: expect.any(String) },
        transcriptedTimestamp: now,
        clientTimestamp: now,
        relatedRecords: [sessionId],
      },
    });
  });

  it('says how routing went', async () => {
    await stage.control.transfer(id(), { queueId: '00GSANDBOX00002' });
    expect(await payloadOf('ROUTING_RESULT')).toEqual({
      entryType: 'RoutingResult',
      id: uuid,
      recordId: sessionId,
      routingType: 'Transfer',
      failureType: 'None',
      failureReason: '',
      errorMessages: [],
      pendingServiceRoutingId: expect.stringMatching(/^0JR/),
      workOwnerId: null,
      estimatedWaitTime: { isEWTRequested: true, estimatedWaitTimeInSeconds: 45 },
      isExternallyRouted: false,
      cancelReason: null,
      skipRouterCPRemovalIfNoRoutingFailures: false,
      routingConfigurationDetails: { routingConfigurationType: 'QueueBased', queueId: '00GSANDBOX00002' },
    });
    expect(await payloadOf('ROUTING_WORK_RESULT')).toEqual({
      entryType: 'RoutingWorkResult',
      id: uuid,
      workType: 'Assigned',
    });
  });

  it('says who came and went, by the system', async () => {
    await stage.control.leave(id());
    const frame = await eventOf(stream, 'PARTICIPANT_CHANGED');
    expect(frame.data.conversationEntry).toMatchObject({ sender: { role: 'System' } });
    const participant = { role: 'Agent', appType: 'agent', subject: ANA, clientIdentifier: expect.any(String) };
    expect(frame.payload).toEqual({
      entryType: 'ParticipantChanged',
      id: uuid,
      entries: [{ operation: 'remove', displayName: 'Ana', menuMetadata: null, participant }],
    });
    expect(stream.names).toEqual(['PARTICIPANT_CHANGED']);
  });

  it.each([
    ['seconds', 1_000],
    ['milliseconds', 1],
  ] as const)('says how the session stands, with times in %s', async (sessionTimes, unitMs) => {
    await stage.control.setSwitches({ sessionTimes });
    const start = stage.clock.now();
    await stage.clock.advance(4_000);
    await stage.control.end(id());
    expect(await payloadOf('SESSION_STATUS_CHANGED')).toEqual({
      entryType: 'SessionStatusChanged',
      conversationIdentifier: id(),
      sessionId,
      sessionStatus: 'Ended',
      sessionStatusPrev: 'Active',
      sessionStartTime: start / unitMs,
      sessionEndTime: (start + 4_000) / unitMs,
      sessionEndedByRole: 'Agent',
    });
  });

  it('says when somebody types', async () => {
    await stage.control.typing(id(), true);
    await stage.control.typing(id(), false);
    const started = { entryType: 'TypingStartedIndicator', id: uuid, timestamp: stage.clock.now() };
    expect(await payloadOf('TYPING_STARTED_INDICATOR')).toEqual(started);
    const stopped = await eventOf(stream, 'TYPING_STOPPED_INDICATOR');
    expect(stopped.payload).toEqual({ ...started, entryType: 'TypingStoppedIndicator' });
    expect(stopped.data.conversationEntry).toMatchObject({ sender: { role: 'Agent' } });
  });

  it('echoes the typing of the visitor under his own role', async () => {
    await client.post(`${client.path}/entry`, { entryType: 'TypingStartedIndicator', id: randomUUID() });
    const { data } = await eventOf(stream, 'TYPING_STARTED_INDICATOR');
    expect(data.conversationEntry).toMatchObject({ sender: { role: 'EndUser', subject: client.subject } });
  });

  it('says that a message was delivered, and read', async () => {
    const messageId = randomUUID();
    await client.say('hello', {}, messageId);
    const acknowledged = {
      acknowledgementTimestamp: stage.clock.now(),
      acknowledgedConversationEntryIdentifier: messageId,
    };
    const delivery = await eventOf(stream, 'DELIVERY_ACKNOWLEDGEMENT');
    expect(delivery.payload).toEqual({ entryType: 'DeliveryAcknowledgement', ...acknowledged });
    expect(delivery.data.conversationEntry).toMatchObject({ relatedRecords: [messageId] });
    await stage.control.act(id(), 'read', {});
    expect(await payloadOf('READ_ACKNOWLEDGEMENT')).toEqual({ entryType: 'ReadAcknowledgement', ...acknowledged });
  });

  it('says nothing of deliveries where the org does not', async () => {
    await stage.control.setSwitches({ deliveryAcknowledgements: false });
    await client.say('hello');
    await stage.control.say(id(), 'hi');
    await eventOf(stream, 'MESSAGE', 2);
    expect(stream.names).toEqual(['MESSAGE', 'MESSAGE']);
  });

  it('says that the visitor closed the conversation, and never that the agent did', async () => {
    await stage.control.setDeployment('Rocket_Chat', { isSessionBased: true });
    const other = await stage.connected();
    const others = await other.stream();
    await stage.control.end(other.conversationId);
    await eventOf(others, 'ROUTING_WORK_RESULT', 3);
    expect(others.names).not.toContain('CLOSE_CONVERSATION');
    await client.close();
    expect(await payloadOf('CLOSE_CONVERSATION')).toMatchObject({ entryType: 'CloseConversation' });
  });

  it('shows an AI at work', async () => {
    await stage.control.act(id(), 'progress', { text: 'Thinking' });
    await stage.control.act(id(), 'token', { text: 'Hel' });
    expect(await payloadOf('PROGRESS_INDICATOR')).toMatchObject({
      entryType: 'ProgressIndicator',
      progressIndicator: { progressMessage: { text: 'Thinking' } },
    });
    expect((await eventOf(stream, 'STREAMING_TOKEN')).data.conversationEntry).toMatchObject({
      sender: { role: 'Chatbot' },
    });
  });

  it('can be any other at all', async () => {
    const event = 'CONVERSATION_END_USER_CONSENT_UPDATED';
    await stage.control.act(id(), 'push', { event, payload: { entryType: 'EndUserConsentUpdated', consent: 'given' } });
    expect(await payloadOf('END_USER_CONSENT_UPDATED')).toMatchObject({ consent: 'given' });
  });

  it.each(['Chatbot', 'System', 'Supervisor'] as const)('carries what a %s says, and why', async (role) => {
    await stage.control.say(id(), 'automatic', { role, reason: 'AutomatedResponse' });
    const { data, payload } = await eventOf(stream, 'MESSAGE');
    expect(data.conversationEntry).toMatchObject({ sender: { role } });
    expect(payload.messageReason).toBe('AutomatedResponse');
  });

  const options = [
    { title: 'Yes', id: 'y' },
    { title: 'No', subTitle: 'not now', id: 'n' },
  ];
  const optionItems = [
    { itemType: 'TitleOptionItem', titleItem: { title: 'Yes', subTitle: null }, optionIdentifier: 'y' },
    { itemType: 'TitleOptionItem', titleItem: { title: 'No', subTitle: 'not now' }, optionIdentifier: 'n' },
  ];
  const choices = (formatType: string, images: unknown[] = []) => ({
    messageType: 'ChoicesMessage',
    choices: { text: 'Well?', formatType, optionItems, images },
  });
  const fixed = (content: object) => ({ messageType: 'StaticContentMessage', staticContent: content });
  it.each<[SentContent, object]>([
    [{ type: 'rich-text', text: '<b>x</b>' }, fixed({ formatType: 'RichText', text: '<b>x</b>' })],
    [
      { type: 'rich-link', title: 'T', subTitle: 'S', url: 'https://a.b', imageUrl: 'https://a.b/i.png' },
      fixed({
        formatType: 'RichLink',
        image: { assetUrl: 'https://a.b/i.png', mimeType: 'image/png' },
        linkItem: { titleItem: { title: 'T', subTitle: 'S' }, url: 'https://a.b' },
      }),
    ],
    [
      { type: 'web-view', title: 'T', url: 'https://a.b' },
      fixed({ formatType: 'WebView', title: { title: 'T' }, url: 'https://a.b' }),
    ],
    [
      { type: 'experience', text: 'x', values: [1] },
      fixed({ formatType: 'ExperienceType', message: 'x', values: [1] }),
    ],
    [{ type: 'buttons', text: 'Well?', options }, choices('Buttons')],
    [{ type: 'quick-replies', text: 'Well?', options }, choices('QuickReplies')],
    [
      { type: 'carousel', text: 'Well?', options, images: [{ assetUrl: 'i' }] },
      choices('Carousel', [{ assetUrl: 'i' }]),
    ],
    [{ type: 'list-picker', text: 'Well?', options }, choices('ListPicker')],
    [
      { type: 'form', title: 'Who?', inputs: [{ label: 'Name' }] },
      {
        messageType: 'FormMessage',
        form: { formatType: 'Inputs', title: { title: 'Who?' }, inputs: [{ label: 'Name' }] },
      },
    ],
  ])('carries content of the type $type', async (content, expected) => {
    const messageId = await stage.control.say(id(), content);
    const { abstractMessage } = await payloadOf('MESSAGE');
    expect(abstractMessage).toEqual({ id: messageId, inReplyToMessageId: null, references: [], ...expected });
  });
});
