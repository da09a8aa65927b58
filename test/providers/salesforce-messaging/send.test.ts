/// <reference types="jest" />
import { ManualClock } from '../../support/ManualClock';
import { aProvider } from './support/aProvider';
import { aConversation, CONVERSATION_ID } from './support/Conversation';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const choices = {
  messageId: 'b0000000-0000-4000-8000-000000000001',
  options: [
    { id: 'opt-a', title: 'Billing' },
    { id: 'opt-b', title: 'Delivery' },
  ],
};

function sending(answers: Answer[] = [202], conversation = aConversation()) {
  const http = new ScriptedHttp().on('POST message', ...answers);
  const clock = new ManualClock();
  const { provider } = aProvider({ http, clock, settings: { messageLimit: 100 } });
  const send = (text: string, id = 'rc-1') =>
    provider.send(conversation, { id, text }).then(
      () => 'sent',
      (error: unknown) => error,
    );
  const messages = () => http.bodies('POST message').map(({ message }) => message as Record<string, unknown>);
  return { http, clock, conversation, send, messages };
}

describe('words', () => {
  test('are sent as a text of the conversation, in the session that there is', async () => {
    const { http, send } = sending();
    expect(await send('hello')).toBe('sent');
    expect(http.sent('POST message')[0]?.url).toContain(`/conversation/${CONVERSATION_ID}/message`);
    expect(http.bodies('POST message')).toEqual([
      {
        message: {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          messageType: 'StaticContentMessage',
          staticContent: { formatType: 'Text', text: 'hello' },
        },
        esDeveloperName: 'Rocket_Chat',
        isNewMessagingSession: false,
      },
    ]);
  });

  test('that are sent again carry the same id, and others another', async () => {
    const { send, messages } = sending(['cut', 202]);
    expect(await send('hello')).toMatchObject({ failure: 'unreachable' });
    await send('hello');
    await send('hello', 'rc-2');
    const ids = messages().map(({ id }) => id);
    expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false]);
  });

  test('that are long are sent in parts, in their order', async () => {
    const { send, messages } = sending();
    const text = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    await send(text);
    const parts = messages().map(({ staticContent }) => (staticContent as { text: string }).text);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join('')).toBe(text);
    expect(new Set(messages().map(({ id }) => id)).size).toBe(parts.length);
  });

  test('that are none are not sent', async () => {
    const { http, send } = sending();
    expect(await send(' \n ')).toBe('sent');
    expect(http.requests).toEqual([]);
  });

  test('for a conversation that has ended are gone, and begin no other session', async () => {
    const conversation = aConversation({ end: { id: 'e', reason: 'agent' } });
    const { http, send } = sending([202], conversation);
    expect(await send('anybody?')).toMatchObject({ failure: 'gone' });
    expect(http.requests).toEqual([]);
  });

  test.each([
    [401, 'gone'],
    [403, 'gone'],
    [404, 'gone'],
    [417, 'gone'],
    [400, 'rejected'],
    [412, 'rejected'],
    [413, 'rejected'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    ['cut', 'unreachable'],
  ] as const)('that are answered with %p are %s, after one try', async (answer, failure) => {
    const { http, send } = sending([answer]);
    expect(await send('hello')).toMatchObject({ name: 'ProviderError', failure });
    expect(http.sent('POST message')).toHaveLength(1);
  });

  test('that Salesforce says it knows already are sent', async () => {
    expect(await sending([409]).send('hello')).toBe('sent');
  });
});

describe('too many calls', () => {
  const tooMany = (seconds: string) => ({ status: 429, headers: { 'retry-after': seconds } });

  test('are waited out as long as Salesforce says', async () => {
    const { clock, send, http } = sending([tooMany('3'), 202]);
    const startMs = clock.nowMs();
    expect(await send('hello')).toBe('sent');
    expect([clock.nowMs() - startMs, http.sent('POST message').length]).toEqual([3_000, 2]);
  });

  test('make the message unreachable when the wait is longer than a call is worth', async () => {
    const { clock, send } = sending([tooMany('60'), 202]);
    const startMs = clock.nowMs();
    expect(await send('hello')).toMatchObject({ failure: 'unreachable' });
    expect(clock.nowMs()).toBe(startMs);
  });

  test('that do not end make it unreachable', async () => {
    const { send, http } = sending([429]);
    expect(await send('hello')).toMatchObject({ failure: 'unreachable' });
    expect(http.sent('POST message').length).toBeGreaterThan(2);
  });

  test('are believed until a date', async () => {
    const clock = new ManualClock();
    const { send } = sending([tooMany(new Date(clock.nowMs() + 2_000).toUTCString()), 202]);
    expect(await send('hello')).toBe('sent');
  });
});

describe('an answer to choices', () => {
  test.each(['2', ' 2. ', '2)', 'delivery', ' DELIVERY'])('%p chooses the second option', async (text) => {
    const { send, messages, conversation } = sending([202], aConversation({ choices }));
    await send(text);
    expect(messages()).toEqual([
      {
        id: expect.any(String),
        messageType: 'ChoicesResponseMessage',
        inReplyToMessageId: choices.messageId,
        choicesResponse: { formatType: 'Selections', selectedOptions: [{ optionIdentifier: 'opt-b' }] },
      },
    ]);
    expect(conversation.state.choices).toBeNull();
  });

  test.each(['0', '3', 'something else', '2 please'])('%p chooses none and is sent as words', async (text) => {
    const { send, messages, conversation } = sending([202], aConversation({ choices }));
    await send(text);
    expect(messages()).toMatchObject([{ staticContent: { text } }]);
    expect(conversation.state.choices).toEqual(choices);
  });

  test('is the same one when its answer was lost and it is sent again', async () => {
    const { send, messages } = sending(['cut', 202], aConversation({ choices }));
    await send('1');
    await send('1');
    expect(messages()[0]).toEqual(messages()[1]);
  });

  test('that is not taken as one is sent as words', async () => {
    const { send, messages } = sending([400, 202], aConversation({ choices }));
    expect(await send('Billing')).toBe('sent');
    expect(messages().map(({ messageType }) => messageType)).toEqual([
      'ChoicesResponseMessage',
      'StaticContentMessage',
    ]);
  });

  test('without choices is a number like any other', async () => {
    const { send, messages } = sending();
    await send('2');
    expect(messages()).toMatchObject([{ messageType: 'StaticContentMessage' }]);
  });
});
