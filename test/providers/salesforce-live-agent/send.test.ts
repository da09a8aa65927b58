/// <reference types="jest" />
import { ManualClock } from '../../support/ManualClock';
import { aProvider } from './support/aProvider';
import { aConversation, type Conversation } from './support/Conversation';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const message = (id: string, text = `text of ${id}`) => ({ id, text });
const sequences = (http: ScriptedHttp) =>
  http.sent('Chasitor/').map(({ headers }) => headers?.['X-LIVEAGENT-SEQUENCE']);

function stage(answers: Answer[], conversation: Conversation = aConversation(), settings: object = {}) {
  const http = new ScriptedHttp().on('POST Chasitor/', ...answers);
  const clock = new ManualClock();
  const { provider } = aProvider({ http, clock, settings });
  return { http, clock, conversation, provider, send: (id: string) => provider.send(conversation, message(id)) };
}

describe('sending a message', () => {
  test('posts its text once, with the next number', async () => {
    const { http, send, conversation } = stage([{ body: 'OK' }]);
    await send('m1');
    await send('m2');
    expect(http.requests.map(({ body }) => body)).toEqual(['{"text":"text of m1"}', '{"text":"text of m2"}']);
    expect(http.requests[0]).toMatchObject({
      url: 'https://chat.example.com/chat/rest/Chasitor/ChatMessage',
      headers: {
        'X-LIVEAGENT-API-VERSION': '49',
        'X-LIVEAGENT-AFFINITY': 'A1',
        'X-LIVEAGENT-SESSION-KEY': 'K!1!secret',
        'X-LIVEAGENT-SEQUENCE': '2',
        'Content-Type': 'application/json',
      },
    });
    expect(sequences(http)).toEqual(['2', '3']);
    expect(conversation.state).toMatchObject({ sequence: 4, sent: 2, pending: null });
  });

  test.each<Answer>([{ body: 'OK' }, { body: '' }, { body: '{' }, 202])('takes %j for a success', async (answer) => {
    await expect(stage([answer]).send('m1')).resolves.toBeUndefined();
  });

  test('does not post what is blank', async () => {
    const { http, provider, conversation } = stage([200]);
    await provider.send(conversation, message('m1', ' \n'));
    expect(http.requests).toEqual([]);
  });

  test('refuses what nobody can have typed', async () => {
    const { http, provider, conversation } = stage([200]);
    const sending = provider.send(conversation, message('m1', 'x'.repeat(16_001)));
    await expect(sending).rejects.toMatchObject({ failure: 'rejected' });
    expect(http.requests).toEqual([]);
  });

  test('posts one message after the other, even when it is asked to at once', async () => {
    let open = 0;
    let most = 0;
    const http = new ScriptedHttp().on('POST Chasitor/', async () => {
      most = Math.max(most, ++open);
      await Promise.resolve();
      open--;
      return 200;
    });
    const { provider } = aProvider({ http });
    const conversation = aConversation();
    await Promise.all([
      provider.send(conversation, message('m1')),
      provider.idleWarning(conversation, false),
      provider.send(conversation, message('m2')),
    ]);
    expect(most).toBe(1);
    expect(sequences(http)).toEqual(['2', '3', '4']);
  });
});

describe('the gap between messages', () => {
  const gapsBy = async (settings: object, pauseMs = 0) => {
    const { send, clock } = stage([200], aConversation(), settings);
    await send('m1');
    clock.advance(pauseMs);
    const startMs = clock.nowMs();
    await send('m2');
    return clock.nowMs() - startMs;
  };

  test('is 200 ms at least', async () => {
    expect(await gapsBy({})).toBe(200);
    expect(await gapsBy({}, 150)).toBe(50);
  });

  test('is what the settings say', async () => {
    expect(await gapsBy({ messageGapMs: 1_000 })).toBe(1_000);
    expect(await gapsBy({ messageGapMs: 0 })).toBe(0);
  });

  test('costs nothing when it has passed, and no more than itself when the clock goes back', async () => {
    expect(await gapsBy({}, 500)).toBe(0);
    expect(await gapsBy({}, -60_000)).toBe(200);
  });
});

describe('a message that comes again', () => {
  test('has the same number in the same process', async () => {
    const { http, send } = stage(['cut', 200, 200]);
    await expect(send('m1')).rejects.toMatchObject({ failure: 'unreachable' });
    await send('m1');
    await send('m2');
    expect(sequences(http)).toEqual(['2', '2', '3']);
  });

  test('has the same number in another process, which has the state from before', async () => {
    const before = aConversation();
    const { http, provider } = stage([200]);
    await provider.send(before.copy(), message('m1'));
    await provider.send(before, message('m1'));
    expect(sequences(http)).toEqual(['2', '2']);
  });

  test.each([['Out of sync Ack. Expected 3. Actual 2'], ['Out of sync Ack. Expected 2. Actual 2']])(
    'has been taken when the server says %p',
    async (body) => {
      const { http, send, conversation } = stage([{ status: 409, body }, 200]);
      await send('m1');
      expect(http.requests).toHaveLength(1);
      expect(conversation.state).toMatchObject({ sequence: 3, sent: 1, pending: null });
    },
  );

  test('has been taken when the server is further on by then', async () => {
    const { http, send } = stage(['cut', { status: 409, body: 'Out of sync Ack. Expected 5. Actual 2' }, 200]);
    await expect(send('m1')).rejects.toMatchObject({ failure: 'unreachable' });
    await send('m1');
    expect(http.requests).toHaveLength(2);
  });

  test('does not cost another message its number', async () => {
    const outOfSync = { status: 409, body: 'Out of sync Ack. Expected 2. Actual 3' };
    const { http, send, provider, conversation } = stage(['cut', outOfSync, 200, 200]);
    await expect(send('m1')).rejects.toMatchObject({ failure: 'unreachable' });
    await provider.idleWarning(conversation, true);
    await send('m1');
    expect(sequences(http)).toEqual(['2', '3', '2', '3']);
  });
});

describe('a number that is out of sync', () => {
  test.each([
    ['Out of sync Ack. Expected 9. Actual 2', '9'],
    ['Out of sync Ack. Expected 2. Actual 8', '9'],
    ['Out of sync Ack. Expected 1. Actual 2', '1'],
  ])('is put right after %p', async (body, expected) => {
    const { http, send, conversation } = stage([{ status: 409, body }, 200]);
    await send('m1');
    expect(sequences(http)).toEqual(['2', expected]);
    expect(conversation.state.sequence).toBe(Number(expected) + 1);
  });

  test('is put right once, and then reported', async () => {
    const outOfSync = (expected: number) => ({ status: 409, body: `Out of sync Ack. Expected ${expected}. Actual 2` });
    const { http, send } = stage([outOfSync(9), outOfSync(20), 200]);
    await expect(send('m1')).rejects.toMatchObject({ failure: 'unreachable' });
    expect(http.requests).toHaveLength(2);
  });
});

describe('a message that is not taken', () => {
  test.each<[Answer, string]>([
    [403, 'gone'],
    [400, 'rejected'],
    [404, 'rejected'],
    [{ status: 409, body: 'The chat has ended' }, 'rejected'],
    [500, 'unreachable'],
    [502, 'unreachable'],
    [429, 'unreachable'],
    ['cut', 'unreachable'],
  ])('because of %j is %s', async (answer, failure) => {
    const { http, send } = stage([answer]);
    await expect(send('m1')).rejects.toMatchObject({ failure });
    expect(http.requests).toHaveLength(1);
  });

  test('because no agent has joined yet is rejected', async () => {
    const conversation = aConversation({ isConnected: false, wasEstablished: false });
    await expect(stage([500], conversation).send('m1')).rejects.toMatchObject({ failure: 'rejected' });
  });
});
