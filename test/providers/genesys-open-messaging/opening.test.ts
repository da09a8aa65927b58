/// <reference types="jest" />

import type { OpenRequest } from '../../../lib/provider';
import { addressOf } from '../../../providers/genesys-open-messaging/visitorKey';
import { anOpenRequest, aProvider, INTEGRATION, QUEUE } from './support/aProvider';
import { Conversation, theConversation } from './support/Conversation';
import { type Answer, CONVERSATION, ScriptedHttp } from './support/ScriptedHttp';

async function open(changes: Partial<OpenRequest> = {}, settings: object = {}, answers: Answer[] = []) {
  const http = new ScriptedHttp();
  if (answers.length > 0) http.on('POST message', ...answers);
  const { provider } = aProvider({ http, settings });
  const conversation = new Conversation(null);
  const failure = await provider.open(conversation, anOpenRequest(changes)).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { http, provider, conversation, failure, messages: http.bodies('POST message') };
}

test('the first message carries who the visitor is, what was said, and what the flow is to know', async () => {
  const { http, messages } = await open({
    visitor: { name: 'Vera', email: 'vera@example.com', language: 'de', phone: '+49 1' },
    attributes: [['caseId', '7']],
    summary: 'wants a refund',
    transcript: 'Vera: hello\nbot: hi',
  });
  expect(http.sent('POST message')[0]?.url).toBe(
    `https://api.mypurecloud.de/api/v2/conversations/messages/${INTEGRATION}/inbound/open/message?prefetchConversationId=true`,
  );
  expect(messages).toEqual([
    {
      channel: {
        messageId: expect.any(String),
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        from: { id: expect.any(String), idType: 'Opaque', nickname: 'Vera', email: 'vera@example.com' },
        metadata: { customAttributes: { caseId: '7', queueId: QUEUE, language: 'de', rcRoomId: 'room-1' } },
      },
      text: '[Before the handover]\nSummary: wants a refund\n\nConversation so far:\nVera: hello\nbot: hi',
    },
  ]);
});

test('the bot routes where it names a queue, and the settings where it does not', async () => {
  const queueOf = async (changes: Partial<OpenRequest>) =>
    (await open(changes)).messages[0].channel.metadata.customAttributes.queueId;
  expect([await queueOf({ target: 'the-bots' }), await queueOf({})]).toEqual(['the-bots', QUEUE]);
});

test('a conversation of which nothing is known begins with the words of the settings', async () => {
  const { messages } = await open({ visitor: {} }, { firstMessage: 'Knock knock', visitorName: 'Somebody' });
  expect([messages[0].text, messages[0].channel.from.nickname]).toEqual(['Knock knock', 'Somebody']);
});

test('a long story comes in several messages, and the flow learns everything with the first', async () => {
  const { messages, conversation } = await open({ transcript: 'word '.repeat(60) }, { messageLimit: 100 });
  expect(messages.length).toBeGreaterThan(2);
  expect(messages.map(({ channel }) => 'metadata' in channel)).toEqual(messages.map((_, index) => index === 0));
  expect(conversation.state.taken).toBe(messages.length);
});

test('the visitor is known by his room and session, and by another id at every opening', async () => {
  const keyOf = async () => (await open()).messages[0].channel.from.id as string;
  const [first, second] = [await keyOf(), await keyOf()];
  expect(first).not.toBe(second);
  expect(addressOf(first)).toEqual({ roomId: 'room-1', sessionId: anOpenRequest().sessionId });
});

test.each(['a:b', 'x', 'a:b:c:d', '::', '%:b:c'])('a visitor known as %j is none of the app', (key) => {
  expect(addressOf(key)).toBeUndefined();
});

test.each([
  [400, 'rejected'],
  [403, 'rejected'],
  [404, 'rejected'],
] as const)('an opening that is answered with %i is refused, and leaves nothing to close', async (status, failure) => {
  const opened = await open({}, {}, [status]);
  expect(opened.failure).toMatchObject({ name: 'ProviderError', failure });
  expect(opened.conversation.get()).toBeNull();
});

test.each([['cut'], [500]] as const)(
  'an opening whose answer is %p may have begun a conversation, which can be found and closed',
  async (answer) => {
    const found = { status: 202, body: { conversationId: CONVERSATION } };
    const { http, provider, conversation, failure } = await open({}, {}, [answer, found]);
    expect(failure).toMatchObject({ failure: 'unreachable' });
    http.on('GET conversation', theConversation() as Answer);
    await provider.close(conversation.stored(), 'error');
    const [first, second] = http.bodies('POST message');
    expect(second.channel.from.id).toBe(first.channel.from.id);
    expect(http.bodies('PATCH participant')).toEqual([{ state: 'disconnected' }]);
  },
);
