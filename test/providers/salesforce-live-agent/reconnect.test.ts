/// <reference types="jest" />

import { fingerprint } from '../../../providers/salesforce-live-agent/fingerprint';
import { settle } from '../../../sandbox/clock';
import { aProvider } from './support/aProvider';
import { aConversation, type Conversation } from './support/Conversation';
import { Listening, told } from './support/listen';
import { type Answer, batch, ScriptedHttp } from './support/ScriptedHttp';

const reconnection = (message: object): Answer => ({ body: { messages: [{ type: 'ReconnectSession', message }] } });
const anew = reconnection({ resetSequence: true, affinityToken: 'A2' });
const saying = (text: string): [string, object] => ['ChatMessage', { text, name: 'Ana' }];
const agentSaid = (content: string, index: number) => ({ type: 'Agent', name: 'Ana', content, sequence: index });
const history = (...texts: string[]): [string, object] => [
  'ChasitorSessionData',
  { chatMessages: texts.map(agentSaid) },
];
const ended: [string, object] = ['ChatEnded', { reason: 'agent' }];
const textsOf = (listening: Listening) =>
  listening.events.map((event) =>
    event.type === 'message' && event.content.kind === 'text' ? event.content.text : event.type,
  );

function listen(http: ScriptedHttp, conversation: Conversation = aConversation()) {
  const { provider, clock, log } = aProvider({ http });
  return { listening: new Listening(provider, conversation), conversation, provider, clock, log };
}

function deferred(): { promise: Promise<Answer>; resolve: (answer: Answer) => void } {
  let resolve: (answer: Answer) => void = () => undefined;
  const promise = new Promise<Answer>((settlePromise) => {
    resolve = settlePromise;
  });
  return { promise, resolve };
}

describe('a chat that has moved to another server', () => {
  test('is taken up again where its last messages were', async () => {
    const http = new ScriptedHttp()
      .on('GET System/Messages', batch(5, saying('one')), 503, batch(1, history('one')), batch(2, ended))
      .on('GET System/ReconnectSession', anew);
    const { listening, conversation } = listen(http);
    expect(await listening.done).toBe('ended');
    expect(http.sent('System/ReconnectSession')).toMatchObject([
      {
        url: 'https://chat.example.com/chat/rest/System/ReconnectSession?ReconnectSession.offset=1005',
        headers: { 'X-LIVEAGENT-AFFINITY': 'null', 'X-LIVEAGENT-SESSION-KEY': 'K!1!secret' },
      },
    ]);
    expect(
      http.sent('System/Messages').map(({ url, headers }) => [new URL(url).search, headers?.['X-LIVEAGENT-AFFINITY']]),
    ).toEqual([
      ['?ack=-1', 'A1'],
      ['?ack=5', 'A1'],
      ['?ack=-1', 'A2'],
      ['?ack=1', 'A2'],
    ]);
    expect(conversation.state).toMatchObject({ affinity: 'A2', epoch: 1, sequence: 1 });
  });

  test('is polled only once it is stored where it went on', async () => {
    const conversation = aConversation();
    const afterMove = () => {
      expect(conversation.stored().state).toMatchObject({ affinity: 'A2', epoch: 1, catchUp: 'awaited' });
      return batch(1, history(), ended);
    };
    const http = new ScriptedHttp().on('GET System/Messages', 503, afterMove).on('GET System/ReconnectSession', anew);
    expect(await listen(http, conversation).listening.done).toBe('ended');
  });

  test('goes on counting where the server says nothing of a new start', async () => {
    const http = new ScriptedHttp()
      .on('GET System/Messages', batch(5, saying('one')), 503, batch(6, history('one'), ended))
      .on('GET System/ReconnectSession', reconnection({ affinityToken: 'A2' }));
    const { listening, conversation } = listen(http);
    await listening.done;
    expect(http.sent('System/Messages')[2]?.url).toContain('ack=5');
    expect(conversation.state).toMatchObject({ ack: 6, epoch: 0, sequence: 2 });
  });

  test('has no offset to tell before its first message', async () => {
    const http = new ScriptedHttp()
      .on('GET System/Messages', 503, batch(1, ended))
      .on('GET System/ReconnectSession', anew);
    await listen(http).listening.done;
    expect(new URL(http.sent('System/ReconnectSession')[0]?.url ?? '').search).toBe('');
  });

  test('hears once that the visitor’s side is as it was', async () => {
    const http = new ScriptedHttp()
      .on('GET System/Messages', 503, batch(1, history()), batch(2, saying('one')), batch(3, ended))
      .on('GET System/ReconnectSession', anew);
    await listen(http).listening.done;
    expect(http.sent('ChasitorResyncState')).toMatchObject([
      { method: 'POST', body: '{"organizationId":"00DSANDBOX00001"}', headers: { 'X-LIVEAGENT-AFFINITY': 'A2' } },
    ]);
    expect(http.sent('ChasitorResyncState')[0]?.headers).not.toHaveProperty('X-LIVEAGENT-SEQUENCE');
    const order = http.requests.map(({ url }) => new URL(url).pathname.split('/')[4]);
    expect(order.slice(0, 4)).toEqual(['Messages', 'ReconnectSession', 'Messages', 'ChasitorResyncState']);
  });

  test('is told again when it did not hear it', async () => {
    const http = new ScriptedHttp()
      .on('GET System/Messages', 503, batch(1, history()), batch(2, ended))
      .on('GET System/ReconnectSession', anew)
      .on('POST Chasitor/ChasitorResyncState', 'cut', 500, 200);
    expect(await listen(http).listening.done).toBe('ended');
    expect(http.sent('ChasitorResyncState')).toHaveLength(3);
  });

  test('goes on when it does not want to hear it', async () => {
    const http = new ScriptedHttp()
      .on('GET System/Messages', 503, batch(1, history()), batch(2, ended))
      .on('GET System/ReconnectSession', anew)
      .on('POST Chasitor/ChasitorResyncState', 404);
    expect(await listen(http).listening.done).toBe('ended');
  });

  test('has expired when the session is not known any more', async () => {
    const http = new ScriptedHttp().on('GET System/Messages', 503).on('GET System/ReconnectSession', 403);
    const { listening } = listen(http);
    expect(await listening.done).toBe('ended');
    expect(told(listening.events)).toEqual([{ type: 'ended', reason: 'expired' }]);
  });

  test.each<Answer>(['cut', 500, 405, { body: 'OK' }])('is tried again when the answer is %j', async (answer) => {
    const http = new ScriptedHttp()
      .on('GET System/Messages', 503, 503, batch(1, history(), ended))
      .on('GET System/ReconnectSession', answer, anew);
    const { listening, clock } = listen(http);
    const startMs = clock.nowMs();
    expect(await listening.done).toBe('ended');
    expect(clock.nowMs() - startMs).toBe(2_000);
  });

  test('is given up when every server sends it on to the next', async () => {
    const http = new ScriptedHttp()
      .on('GET System/Messages', ...Array<Answer>(200).fill(503))
      .on('GET System/ReconnectSession', anew);
    const { listening, clock } = listen(http);
    const startMs = clock.nowMs();
    expect(await listening.done).toMatchObject({ failure: 'unreachable' });
    expect(clock.nowMs() - startMs).toBe(150_000);
  });

  test('is given up when no server has it for as long as a chat is kept', async () => {
    const http = new ScriptedHttp()
      .on('GET System/Messages', ...Array<Answer>(200).fill(503))
      .on('GET System/ReconnectSession', 500);
    expect(await listen(http).listening.done).toMatchObject({ failure: 'unreachable' });
  });
});

describe('the messages around a move', () => {
  const moved = (...answers: Answer[]) =>
    new ScriptedHttp().on('GET System/Messages', ...answers).on('GET System/ReconnectSession', anew);

  test('are handed over when they were missed, and only then', async () => {
    const http = moved(
      batch(1, saying('one'), saying('two')),
      503,
      batch(1, history('one', 'two', 'three')),
      batch(2, ended),
    );
    const { listening } = listen(http);
    await listening.done;
    expect(textsOf(listening)).toEqual(['one', 'two', 'three', 'ended']);
  });

  test('are handed over once when they come with the history as well', async () => {
    const again = batch(1, history('one', 'two', 'three'), saying('two'), saying('three'), saying('four'), ended);
    const { listening } = listen(moved(batch(1, saying('one')), 503, again));
    await listening.done;
    expect(textsOf(listening)).toEqual(['one', 'two', 'three', 'four', 'ended']);
  });

  test('are counted over two moves', async () => {
    const http = moved(
      batch(1, saying('one')),
      503,
      batch(1, history('one', 'two')),
      503,
      batch(1, history('one', 'two', 'three'), ended),
    ).on('GET System/ReconnectSession', anew, reconnection({ resetSequence: true, affinityToken: 'A3' }));
    const { listening } = listen(http);
    await listening.done;
    expect(textsOf(listening)).toEqual(['one', 'two', 'three', 'ended']);
  });

  test('have the ids of their count, although the numbers begin anew', async () => {
    const http = moved(batch(1, saying('one')), 503, batch(1, history('one', 'two'), saying('three')), batch(2, ended));
    const { listening } = listen(http);
    await listening.done;
    expect(listening.events.map(({ id }) => id)).toEqual(['words-1', 'words-2', 'words-3', 'change-1']);
  });

  test('are not lost when the process goes between a message and the move', async () => {
    const conversation = aConversation();
    const before = new ScriptedHttp().on('GET System/Messages', batch(1, saying('one'), saying('two')));
    const dying = new Listening(aProvider({ http: before }).provider, conversation, ({ id }) => {
      if (id === 'words-2') throw new Error('The process is gone');
    });
    await dying.done;
    const { listening } = listen(moved(503, batch(1, history('one', 'two'), ended)), conversation);
    await listening.done;
    expect(textsOf(listening)).toEqual(['two', 'ended']);
  });

  test('and whatever else is delivered again have the ids that another process has told them by', async () => {
    const left: [string, object] = ['AgentDisconnect', {}];
    const conversation = aConversation();
    const before = new ScriptedHttp().on('GET System/Messages', batch(1, saying('one'), left, ended));
    const dying = new Listening(aProvider({ http: before }).provider, conversation.copy(), ({ type }) => {
      if (type === 'ended') throw new Error('The process is gone');
    });
    await dying.done;
    const http = moved(503, batch(1, history('one'), saying('one'), left, ended));
    const { listening } = listen(http, conversation);
    await listening.done;
    expect(dying.events.map(({ id }) => id)).toEqual(['words-1', 'change-1']);
    expect(listening.events.map(({ id }) => id)).toEqual(['words-1', 'change-1', 'change-2']);
  });

  test('include an agent who joined meanwhile', async () => {
    const conversation = aConversation({ isConnected: false, wasEstablished: false });
    const { listening } = listen(moved(503, batch(1, history('Hello')), batch(2, ended)), conversation);
    await listening.done;
    expect(told(listening.events)).toMatchObject([
      { type: 'agent-joined', name: 'Ana' },
      { type: 'message' },
      { type: 'ended' },
    ]);
  });
});

describe('a visitor’s message around a move', () => {
  const moved = () => new ScriptedHttp().on('GET System/ReconnectSession', anew);

  test('waits until the chat is taken up again, and goes first then', async () => {
    const http = moved().on('GET System/Messages', batch(1, history())).on('POST Chasitor/ChatMessage', 503, 200);
    const { listening, provider, conversation } = listen(http);
    await settle();
    http.on('GET System/Messages', batch(1, history()));
    await provider.send(conversation, { id: 'm1', text: 'Hi' });
    await listening.stop();
    const order = http.requests.map(({ url }) => new URL(url).pathname.split('/')[4]);
    expect(order.indexOf('ChasitorResyncState')).toBeLessThan(order.lastIndexOf('ChatMessage'));
    expect(http.sent('ChatMessage').map(({ headers }) => headers)).toMatchObject([
      { 'X-LIVEAGENT-AFFINITY': 'A1', 'X-LIVEAGENT-SEQUENCE': '2' },
      { 'X-LIVEAGENT-AFFINITY': 'A2', 'X-LIVEAGENT-SEQUENCE': '1' },
    ]);
  });

  test('ends the poll at the server that the chat has left, and there is one reconnect', async () => {
    const http = moved().on('POST Chasitor/ChatMessage', 503, 200);
    const { listening, provider, conversation, clock } = listen(http);
    const startMs = clock.nowMs();
    await settle();
    expect(http.openPolls).toBe(1);
    const sending = provider.send(conversation, { id: 'm1', text: 'Hi' });
    http.on('GET System/Messages', batch(1, history()));
    await sending;
    await settle();
    await listening.stop();
    expect(http.sent('System/ReconnectSession')).toHaveLength(1);
    expect(http.mostOpenPolls).toBe(1);
    expect(listening.events).toEqual([]);
    expect(clock.nowMs() - startMs).toBeLessThan(2_000);
  });

  test('may be answered late, when the chat has long been taken up again', async () => {
    const late = deferred();
    const http = moved()
      .on('POST Chasitor/ChatMessage', () => late.promise, 200)
      .on('GET System/Messages', 503, batch(1, history()));
    const { listening, provider, conversation } = listen(http);
    const sending = provider.send(conversation, { id: 'm1', text: 'Hi' });
    await settle();
    late.resolve(503);
    await sending;
    await listening.stop();
    expect(http.sent('System/ReconnectSession')).toHaveLength(1);
  });

  test('finds the old server’s answers to be of no more use', async () => {
    const late = deferred();
    const http = moved()
      .on('POST Chasitor/ChatMessage', 503, 200)
      .on('GET System/Messages', () => late.promise, batch(1, history('one')));
    const { listening, provider, conversation } = listen(http);
    await settle();
    const sending = provider.send(conversation, { id: 'm1', text: 'Hi' });
    await settle();
    late.resolve(batch(9, saying('one')));
    await sending;
    await settle();
    await listening.stop();
    expect(textsOf(listening)).toEqual(['one']);
    expect(conversation.state).toMatchObject({ ack: 1, epoch: 1 });
  });

  test('may meet the move while a batch is being applied', async () => {
    const http = moved()
      .on('POST Chasitor/ChatMessage', 503, 200)
      .on('GET System/Messages', batch(9, saying('one'), saying('two')), batch(1, history('one', 'two'), ended));
    const { provider } = aProvider({ http });
    const conversation = aConversation();
    const sends: Array<Promise<void>> = [];
    const listening: Listening = new Listening(provider, conversation, async ({ id }) => {
      if (id !== 'words-1') return;
      sends.push(provider.send(conversation, { id: 'm1', text: 'Hi' }).catch(() => undefined));
      await settle();
    });
    expect(await listening.done).toBe('ended');
    await Promise.all(sends);
    expect(textsOf(listening)).toEqual(['one', 'two', 'ended']);
    expect(http.sent('System/Messages')[1]?.url).toContain('ack=-1');
  });

  test('waits for the history of the new server, though a batch of the old one is applied only then', async () => {
    const late = deferred();
    const http = moved()
      .on('POST Chasitor/ChatMessage', 'cut', 503, 200)
      .on('GET System/Messages', batch(9, saying('one')), () => late.promise, batch(2, ended));
    const { provider, clock } = aProvider({ http });
    const conversation = aConversation();
    const send = () => provider.send(conversation, { id: 'm1', text: 'Hi' });
    let repeated: Promise<void> | undefined;
    const listening = new Listening(provider, conversation, async ({ id }) => {
      if (id !== 'words-1') return;
      await send().catch(() => undefined);
      repeated = send();
      await settle();
    });
    for (let waited = 0; waited < 50; waited++) await clock.wait(100);
    late.resolve(
      batch(1, ['ChasitorSessionData', { chatMessages: [agentSaid('one', 1), { type: 'Chasitor', content: 'Hi' }] }]),
    );
    await listening.done;
    await repeated;
    expect(http.sent('ChatMessage')).toHaveLength(2);
  });

  test('is to be tried again when the chat is not taken up', async () => {
    const http = moved().on('POST Chasitor/ChatMessage', 503, 200);
    const { provider, clock } = aProvider({ http });
    const startMs = clock.nowMs();
    await expect(provider.send(aConversation(), { id: 'm1', text: 'Hi' })).rejects.toMatchObject({
      failure: 'unreachable',
    });
    expect(clock.nowMs() - startMs).toBeLessThan(30_000);
    expect(http.sent('ChatMessage')).toHaveLength(1);
  });

  test('is not posted while the history is awaited', async () => {
    const http = moved();
    const conversation = aConversation({ catchUp: 'awaited' });
    await expect(aProvider({ http }).provider.send(conversation, { id: 'm1', text: 'Hi' })).rejects.toMatchObject({
      failure: 'unreachable',
    });
    expect(http.requests).toEqual([]);
  });

  test('does not wait for a history that does not come', async () => {
    const http = moved().on('GET System/Messages', 204);
    const { listening, provider, conversation } = listen(http, aConversation({ catchUp: 'awaited' }));
    await provider.send(conversation, { id: 'm1', text: 'Hi' });
    await listening.stop();
    expect(http.sent('ChatMessage')).toHaveLength(1);
  });

  test('is gone when the session is', async () => {
    const http = new ScriptedHttp().on('POST Chasitor/', 503).on('GET System/ReconnectSession', 403);
    const sending = aProvider({ http }).provider.send(aConversation(), { id: 'm1', text: 'Hi' });
    await expect(sending).rejects.toMatchObject({ failure: 'gone' });
  });

  const uncertain = { pending: { messageId: 'm1', sequence: null }, sent: 3 };

  test('is not posted again when the history holds it', async () => {
    const http = new ScriptedHttp();
    const conversation = aConversation({ ...uncertain, echo: { count: 4, last: fingerprint('Hi') } });
    await aProvider({ http }).provider.send(conversation, { id: 'm1', text: 'Hi' });
    expect(http.requests).toEqual([]);
    expect(conversation.state).toMatchObject({ pending: null, echo: null, sent: 4 });
  });

  test('is not posted again by whoever took over, when the chat has moved and the history holds it', async () => {
    const http = new ScriptedHttp();
    const conversation = aConversation({ sent: 3, echo: { count: 4, last: fingerprint('Hi') } });
    await aProvider({ http }).provider.send(conversation, { id: 'm1', text: 'Hi' });
    expect(http.requests).toEqual([]);
    expect(conversation.state).toMatchObject({ echo: null, sent: 4 });
  });

  test.each([
    ['holds no more than before', { count: 3, last: fingerprint('Hi') }, 'm1'],
    ['ends in other words', { count: 4, last: fingerprint('Hello') }, 'm1'],
    ['is about another message', { count: 4, last: fingerprint('Hi') }, 'm2'],
  ])('is posted again when the history %s', async (_case, echo, id) => {
    const http = new ScriptedHttp();
    await aProvider({ http }).provider.send(aConversation({ ...uncertain, echo }), { id, text: 'Hi' });
    expect(http.sent('ChatMessage')).toHaveLength(1);
  });
});
