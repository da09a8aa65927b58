/// <reference types="jest" />
import { ProviderError } from '../../../lib/ProviderError';
import type { OutgoingFile } from '../../../lib/provider';
import { ManualClock } from '../../support/ManualClock';
import { aProvider } from './support/aProvider';
import { aConversation, theConversation, VISITOR } from './support/Conversation';
import { type Answer, CONVERSATION, ScriptedHttp } from './support/ScriptedHttp';

const accepted = { status: 202, body: { conversationId: CONVERSATION } };

function sending(answers: Answer[] = [accepted], conversation = aConversation()) {
  const http = new ScriptedHttp().on('POST message', ...answers).on('GET conversation', theConversation() as Answer);
  const clock = new ManualClock();
  const { provider } = aProvider({ http, clock, settings: { messageLimit: 100 } });
  const outcome = (work: Promise<void>) =>
    work.then(
      () => 'sent',
      (error: unknown) => error,
    );
  const send = (text: string, id = 'rc-1') => outcome(provider.send(conversation, { id, text }));
  const sendFile = (file: Partial<OutgoingFile> = {}) => {
    const whole = { id: 'rc-1', name: 'a.png', mediaType: 'image/png', content: Buffer.from('x'), ...file };
    return outcome(provider.sendFile(conversation, whole));
  };
  const texts = () => http.bodies('POST message').map(({ text }) => text);
  return { http, clock, conversation, provider, send, sendFile, texts };
}

describe('words', () => {
  test('go to the integration as the visitor, under the id of the message', async () => {
    const { http, send } = sending();
    expect(await send('hello')).toBe('sent');
    expect(http.bodies('POST message')).toMatchObject([
      { channel: { messageId: 'rc-1:0', from: { id: VISITOR, nickname: 'Vera' } }, text: 'hello' },
    ]);
  });

  test('that are long are sent in parts, in their order', async () => {
    const { send, texts } = sending();
    const text = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    await send(text);
    expect(texts().length).toBeGreaterThan(1);
    expect(texts().join('')).toBe(text);
  });

  test('that are none are not sent', async () => {
    const { http, send } = sending();
    expect([await send(' \n '), http.requests.length]).toEqual(['sent', 0]);
  });

  test('for a conversation that has ended are gone, and begin no other', async () => {
    const { http, send } = sending([accepted], aConversation({ end: { id: 'e', reason: 'agent' } }));
    expect(await send('anybody?')).toMatchObject({ failure: 'gone' });
    expect(http.sent('POST message')).toEqual([]);
  });

  test.each([
    [400, 'rejected'],
    [403, 'rejected'],
    [404, 'rejected'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    ['cut', 'unreachable'],
  ] as const)('that are answered with %p are %s', async (answer, failure) => {
    expect(await sending([answer]).send('hello')).toMatchObject({ name: 'ProviderError', failure });
  });

  test('after an end that nobody has noticed go on in the conversation that they begin', async () => {
    const other = { status: 202, body: { conversationId: 'another' } };
    const { send, conversation } = sending([other], aConversation({ agents: ['a'], taken: 5 }));
    await send('hello again');
    expect(conversation.state).toMatchObject({ conversationId: 'another', agents: [], taken: 1 });
  });
});

describe('words that may have arrived', () => {
  test('are not sent again when they have', async () => {
    const { http, send, texts } = sending(['cut', accepted]);
    await send('hello');
    http.on('GET conversation', theConversation({ purpose: 'customer', messages: 2 }) as Answer);
    expect(await send('hello')).toBe('sent');
    expect(texts()).toEqual(['hello']);
  });

  test('are sent again when they have not', async () => {
    const { send, texts } = sending(['cut', accepted]);
    await send('hello');
    expect([await send('hello'), texts()]).toEqual(['sent', ['hello', 'hello']]);
  });

  test('are not sent again by another process, with the state from before them', async () => {
    const { http, send, conversation, texts } = sending();
    await conversation.save();
    await send('hello');
    http.on('GET conversation', theConversation({ purpose: 'customer', messages: 2 }) as Answer);
    const { provider } = aProvider({ http });
    const found = conversation.stored();
    await provider.send(found, { id: 'rc-1', text: 'hello' });
    await provider.send(found, { id: 'rc-2', text: 'next' });
    expect(texts()).toEqual(['hello', 'next']);
  });

  test('go on with the part that has not', async () => {
    const text = `${'a'.repeat(99)} ${'b'.repeat(99)} ${'c'.repeat(99)}`;
    const { http, send, texts } = sending([accepted, 'cut', accepted]);
    await send(text);
    http.on('GET conversation', theConversation({ purpose: 'customer', messages: 3 }) as Answer);
    expect(await send(text)).toBe('sent');
    expect(texts().map((part) => part[0])).toEqual(['a', 'b', 'c']);
  });

  test('are gone when the conversation is over by then', async () => {
    const { http, send } = sending();
    http.on('GET conversation', theConversation({ purpose: 'customer', state: 'disconnected' }) as Answer);
    expect(await send('hello')).toMatchObject({ failure: 'gone' });
  });
});

describe('the limit of requests', () => {
  const tooMany = (seconds: string) => ({ status: 429, headers: { 'retry-after': seconds } });

  test('is waited out as long as Genesys says', async () => {
    const { clock, send, http } = sending([tooMany('3'), accepted]);
    const startMs = clock.nowMs();
    expect(await send('hello')).toBe('sent');
    expect([clock.nowMs() - startMs, http.sent('POST message').length]).toEqual([3_000, 2]);
  });

  test('makes a message unreachable when the wait is longer than a call is worth, and others with it', async () => {
    const { clock, send, http } = sending([tooMany('60')]);
    const startMs = clock.nowMs();
    expect(await send('hello')).toMatchObject({ failure: 'unreachable' });
    expect(await send('me too', 'rc-2')).toMatchObject({ failure: 'unreachable' });
    expect([clock.nowMs(), http.sent('POST message').length]).toEqual([startMs, 1]);
  });
});

describe('the access token', () => {
  test('is used until shortly before its end', async () => {
    const { http, clock, send } = sending();
    await send('one');
    clock.advance(3_539_000);
    await send('two', 'rc-2');
    expect(http.sent('POST token')).toHaveLength(1);
    clock.advance(2_000);
    await send('three', 'rc-3');
    expect(http.sent('POST token')).toHaveLength(2);
  });

  test('is renewed once when it is not taken any more', async () => {
    const { http, send } = sending([401, accepted]);
    http.on(
      'POST token',
      { body: { access_token: 'old', expires_in: 3_600 } },
      { body: { access_token: 'new', expires_in: 3_600 } },
    );
    expect(await send('hello')).toBe('sent');
    expect(http.sent('POST message').map(({ headers }) => headers?.Authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
  });

  test('that is new and not taken makes the message wait', async () => {
    expect(await sending([401]).send('hello')).toMatchObject({ failure: 'unreachable' });
  });

  test.each([
    [401, 'rejected'],
    [400, 'rejected'],
    [503, 'unreachable'],
    ['cut', 'unreachable'],
  ] as const)('that is answered with %p makes everything %s', async (answer, failure) => {
    const { http, send } = sending();
    http.on('POST token', answer);
    expect(await send('hello')).toMatchObject({ failure });
  });

  test('is asked for with the id and the secret of the client', async () => {
    const { http, send } = sending();
    await send('hello');
    const [login] = http.sent('POST token');
    const secret = Buffer.from('5a0d6c1e-0000-4000-8000-000000000001:sandbox-client-secret').toString('base64');
    expect([login?.url, login?.headers?.Authorization, login?.body]).toEqual([
      'https://login.mypurecloud.de/oauth/token',
      `Basic ${secret}`,
      'grant_type=client_credentials',
    ]);
  });
});

describe('an answer to choices', () => {
  const choices = {
    messageId: 'offer-1',
    options: [
      { type: 'QuickReply' as const, title: 'Red', payload: 'r' },
      { type: 'QuickReply' as const, title: 'Blue', payload: 'b' },
    ],
  };

  test.each(['2', '2.', 'blue', ' BLUE '])('%j is the option that it names', async (words) => {
    const { http, send, conversation } = sending([accepted], aConversation({ choices }));
    expect(await send(words)).toBe('sent');
    expect(http.bodies('POST response')).toMatchObject([
      { buttonResponse: { type: 'QuickReply', text: 'Blue', payload: 'b' }, originatingMessageId: 'offer-1' },
    ]);
    expect([http.sent('POST message'), conversation.state.choices]).toEqual([[], null]);
  });

  test('that names none is sent as words', async () => {
    const { http, send, texts } = sending([accepted], aConversation({ choices }));
    await send('3');
    expect([http.sent('POST response'), texts()]).toEqual([[], ['3']]);
  });

  test('that Genesys does not want is sent as words', async () => {
    const { http, send, texts } = sending([accepted], aConversation({ choices }));
    http.on('POST response', 400);
    expect([await send('1'), texts()]).toEqual(['sent', ['1']]);
  });
});

describe('a file', () => {
  const link = async () => 'https://files.example.com/a.png';

  test('that anybody can have is fetched by Genesys', async () => {
    const { http, sendFile } = sending();
    expect(await sendFile({ link })).toBe('sent');
    expect(http.bodies('POST message')[0].content).toEqual([
      {
        contentType: 'Attachment',
        attachment: {
          mediaType: 'Image',
          url: 'https://files.example.com/a.png',
          mime: 'image/png',
          filename: 'a.png',
        },
      },
    ]);
  });

  test('that Genesys does not want is told to the agent by its name, and refused', async () => {
    const { sendFile, texts } = sending([400, accepted]);
    expect(await sendFile({ link })).toMatchObject({ failure: 'rejected' });
    expect(texts()).toEqual([undefined, expect.stringContaining('a.png')]);
  });

  test('that could not be sent now is sent later, as a file', async () => {
    const { http, sendFile } = sending();
    const failing = async () => Promise.reject(new ProviderError('unreachable', 'no link'));
    expect(await sendFile({ link: failing })).toMatchObject({ failure: 'unreachable' });
    expect(http.sent('POST message')).toEqual([]);
  });

  test('that nobody else can have is told to the agent, and refused', async () => {
    const { sendFile, texts } = sending();
    expect(await sendFile()).toMatchObject({ failure: 'rejected' });
    expect(texts()).toEqual([expect.stringContaining('a.png')]);
  });
});
