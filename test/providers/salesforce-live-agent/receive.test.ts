/// <reference types="jest" />
import { settle } from '../../../sandbox/clock';
import { ManualClock } from '../../support/ManualClock';
import { aProvider } from './support/aProvider';
import { aConversation, type Conversation } from './support/Conversation';
import { Listening, told } from './support/listen';
import { type Answer, batch, ScriptedHttp } from './support/ScriptedHttp';

const acks = (http: ScriptedHttp) =>
  http.sent('System/Messages').map(({ url }) => new URL(url).searchParams.get('ack'));

function listen(answers: Answer[], conversation: Conversation = aConversation(), clock = new ManualClock()) {
  const http = new ScriptedHttp().on('GET System/Messages', ...answers);
  const { provider, log } = aProvider({ http, clock });
  const listening = new Listening(provider, conversation, () => undefined);
  return { http, log, listening, conversation, provider, clock };
}

/** Listens to one batch whose second event finds the process gone; gives back the ids. */
async function listenUntilFailure(conversation: Conversation, answer: Answer): Promise<string[]> {
  const http = new ScriptedHttp().on('GET System/Messages', answer);
  const ids: string[] = [];
  const listening = new Listening(aProvider({ http }).provider, conversation, ({ id }) => {
    ids.push(id);
    if (ids.length === 2) throw new Error('The process is gone');
  });
  expect(await listening.done).toMatchObject({ message: 'The process is gone' });
  expect(conversation.state).toMatchObject({ ack: -1, offset: null });
  return ids;
}

const hello: [string, object] = ['ChatMessage', { text: 'Hello', name: 'Ana' }];
const saying = (text: string): [string, object] => ['ChatMessage', { text }];
const ended: [string, object] = ['ChatEnded', { reason: 'agent' }];

describe('polling', () => {
  test('acknowledges what was applied, and keeps the number over an empty answer', async () => {
    const { http, listening } = listen([batch(1, hello), 204, batch(5, hello), batch(6, ended)]);
    expect(await listening.done).toBe('ended');
    expect(acks(http)).toEqual(['-1', '1', '1', '5']);
  });

  test('is patient for longer than Live Agent holds a poll', async () => {
    const { http, listening } = listen([batch(1, ended)], aConversation({ clientPollTimeoutMs: 60_000 }));
    await listening.done;
    expect(http.sent('System/Messages')[0]?.timeoutMs).toBe(75_000);
  });

  test('goes on at the number of the state', async () => {
    const { http, listening } = listen([batch(8, ended)], aConversation({ ack: 7 }));
    await listening.done;
    expect(acks(http)).toEqual(['7']);
  });

  test('names words of agents by their count, and other events by theirs', async () => {
    const { listening } = listen([batch(1, hello, ['Novelty'], hello), batch(2, ended)]);
    await listening.done;
    expect(listening.events.map(({ id }) => id)).toEqual(['words-1', 'words-2', 'change-1']);
  });

  test('names a batch that comes again as it did before', async () => {
    const conversation = aConversation();
    const answer = batch(1, hello, ['AgentTyping'], ended);
    const before = await listenUntilFailure(conversation, answer);
    const { listening } = listen([answer], conversation);
    await listening.done;
    expect(listening.events.slice(0, 2).map(({ id }) => id)).toEqual(before);
  });

  test('acknowledges in the state only after every event of a batch was applied', async () => {
    const conversation = aConversation();
    const http = new ScriptedHttp().on('GET System/Messages', batch(1, hello, hello), batch(2, ended));
    const seen: number[] = [];
    const { provider } = aProvider({ http });
    await new Listening(provider, conversation, () => void seen.push(conversation.state.ack)).done;
    expect(seen).toEqual([-1, -1, 1]);
    expect(conversation.state).toMatchObject({ ack: 2, offset: 1002 });
  });

  test('acknowledges to Live Agent only what was stored', async () => {
    const http = new ScriptedHttp();
    const conversation = aConversation();
    const storedAcks: number[] = [];
    const storing = (answer: Answer) => () => {
      storedAcks.push(conversation.stored().state.ack);
      return answer;
    };
    http.on('GET System/Messages', ...[batch(3, hello), 204, batch(7, hello), batch(8, ended)].map(storing));
    await new Listening(aProvider({ http }).provider, conversation).done;
    expect(storedAcks.map(String)).toEqual(acks(http));
    expect(conversation.saves).toBe(2);
  });

  test('does not go on when the state cannot be stored', async () => {
    const { http, listening, conversation } = listen([batch(1, hello), batch(2, ended)]);
    conversation.save = () => Promise.reject(new Error('Somebody else owns it'));
    expect(await listening.done).toMatchObject({ message: 'Somebody else owns it' });
    expect(http.requests).toHaveLength(1);
  });

  test('remembers the place of the last answer that held messages', async () => {
    const { listening, conversation } = listen([batch(1, hello), batch(2), 204]);
    await listening.first(1);
    await settle();
    await listening.stop();
    expect(conversation.state).toMatchObject({ ack: 2, offset: 1001 });
  });

  test('waits for each event to be applied before the next', async () => {
    const http = new ScriptedHttp().on('GET System/Messages', batch(1, hello, hello, ended));
    let open = 0;
    const { provider } = aProvider({ http });
    const listening = new Listening(provider, aConversation(), async () => {
      expect(++open).toBe(1);
      await Promise.resolve();
      open--;
    });
    expect(await listening.done).toBe('ended');
  });

  test('stops between two events, without acknowledging', async () => {
    const conversation = aConversation();
    const http = new ScriptedHttp().on('GET System/Messages', batch(1, hello, hello));
    const listening: Listening = new Listening(aProvider({ http }).provider, conversation, () => listening.abort());
    expect(await listening.done).toBe('ended');
    expect(listening.events).toHaveLength(1);
    expect(conversation.state.ack).toBe(-1);
  });

  test('aborts a poll that is of no more use', async () => {
    const { http, listening } = listen([]);
    await settle();
    expect(http.openPolls).toBe(1);
    expect(await listening.stop()).toEqual([]);
    expect(http.openPolls).toBe(0);
  });

  test('does not begin when it was stopped before', async () => {
    const http = new ScriptedHttp();
    const controller = new AbortController();
    controller.abort();
    await aProvider({ http }).provider.receive(aConversation(), controller.signal, async () => undefined);
    expect(http.requests).toEqual([]);
  });

  test('skips an answer that was acknowledged and comes again', async () => {
    const { http, listening } = listen([batch(1, hello), batch(1, hello), batch(2, ended)]);
    await listening.done;
    expect(told(listening.events)).toHaveLength(2);
    expect(acks(http)).toEqual(['-1', '1', '1']);
  });

  test('has one poll open at a time, even when it is asked to listen twice', async () => {
    const http = new ScriptedHttp();
    const { provider } = aProvider({ http });
    const conversation = aConversation();
    const first = new Listening(provider, conversation);
    await provider.send(conversation, { id: 'm1', text: 'Hi' });
    const second = new Listening(provider, conversation);
    await settle();
    expect(http.sent('System/Messages')).toHaveLength(1);
    await first.stop();
    await settle();
    expect(http.sent('System/Messages')).toHaveLength(2);
    await second.stop();
    expect(http.mostOpenPolls).toBe(1);
  });
});

describe('what a batch may hold', () => {
  test('an agent who joins in the very first poll', async () => {
    const conversation = aConversation({ isConnected: false, wasEstablished: false });
    const first = batch(1, ['ChatRequestSuccess', { queuePosition: 1 }], ['ChatEstablished', { name: 'Ana' }], hello);
    const { listening } = listen([first, batch(2, ended)], conversation);
    await listening.done;
    expect(told(listening.events)).toEqual([
      { type: 'queued', position: 1 },
      { type: 'agent-joined', name: 'Ana' },
      { type: 'message', content: { kind: 'text', text: 'Hello' }, agentName: 'Ana' },
      { type: 'ended', reason: 'agent' },
    ]);
    expect(conversation.state).toMatchObject({ isConnected: true, wasEstablished: true });
  });

  test('the agent knows that the chat is established before anybody is told', async () => {
    const conversation = aConversation({ isConnected: false, wasEstablished: false });
    const http = new ScriptedHttp().on('GET System/Messages', batch(1, ['ChatEstablished', { name: 'Ana' }]));
    const listening: Listening = new Listening(aProvider({ http }).provider, conversation, () => {
      expect(conversation.state.wasEstablished).toBe(true);
      listening.abort();
    });
    expect(await listening.done).toBe('ended');
  });

  test.each([
    ['before', [hello, ended]],
    ['after', [ended, hello]],
  ])('last words %s the end', async (_place, messages) => {
    const { listening, http } = listen([batch(1, ...(messages as Array<[string, object]>))]);
    await listening.done;
    expect(told(listening.events)).toMatchObject([{ type: 'message' }, { type: 'ended', reason: 'agent' }]);
    expect(http.sent('System/SessionId')).toMatchObject([{ method: 'DELETE' }]);
  });

  test('an agent who both types and has stopped, who is left not typing', async () => {
    const { listening } = listen([batch(1, ['AgentNotTyping'], ['AgentTyping'], hello, ended)]);
    await listening.done;
    const typing = listening.events.filter(({ type }) => type === 'typing');
    expect(told(typing)).toEqual([{ type: 'typing', isTyping: false }]);
  });

  test('an agent who is lost, and another one', async () => {
    const { listening } = listen([
      batch(1, ['AgentDisconnect']),
      batch(2, ['QueueUpdate', { position: 2 }]),
      batch(3, ['ChatTransferred', { name: 'Ben' }], ['QueueUpdate', { position: 0 }]),
      batch(4, ended),
    ]);
    await listening.done;
    expect(told(listening.events)).toEqual([
      { type: 'agent-left' },
      { type: 'queued', position: 2 },
      { type: 'agent-joined', name: 'Ben' },
      { type: 'ended', reason: 'agent' },
    ]);
  });

  test('a type that nobody knows, whose name alone is logged', async () => {
    const { listening, log } = listen([batch(1, ['Novelty', { text: 'private' }], ['<b>', {}], ended)]);
    await listening.done;
    expect(told(listening.events)).toEqual([{ type: 'ended', reason: 'agent' }]);
    expect(log.lines).toEqual([expect.stringContaining('Novelty'), expect.stringContaining('unreadable')]);
    expect(log.lines.join()).not.toMatch(/private|<b>/);
  });
});

describe('a poll that goes wrong', () => {
  test('with 403 says that the chat has expired, once', async () => {
    const { listening } = listen([batch(4, hello), 403]);
    expect(await listening.done).toBe('ended');
    expect(listening.events[1]).toEqual({ id: '0:4.expired', type: 'ended', reason: 'expired' });
  });

  test.each<[string, Answer]>([
    ['no answer', 'cut'],
    ['status 500', 500],
    ['status 502', 502],
    ['a page of somebody else’s', { body: '<html>' }],
    ['no number', { body: { messages: [] } }],
  ])('with %s is tried again after 2 s', async (_what, answer) => {
    const { listening, clock } = listen([answer, answer, batch(1, ended)]);
    const startMs = clock.nowMs();
    expect(await listening.done).toBe('ended');
    expect(clock.nowMs() - startMs).toBe(4_000);
  });

  test('is tried for as long as Live Agent keeps the chat', async () => {
    const conversation = aConversation({ connectionTimeoutMs: 30_000 });
    const { listening, clock } = listen(Array<Answer>(99).fill(500), conversation);
    const startMs = clock.nowMs();
    expect(await listening.done).toMatchObject({ name: 'ProviderError', failure: 'unreachable' });
    expect(clock.nowMs() - startMs).toBe(30_000);
  });

  test('counts from the last success', async () => {
    const conversation = aConversation({ connectionTimeoutMs: 5_000 });
    const { listening } = listen(['cut', 'cut', 204, 'cut', 'cut', batch(1, ended)], conversation);
    expect(await listening.done).toBe('ended');
  });

  test('takes the time from ChatRequestSuccess, or 150 s', async () => {
    const failures = Array<Answer>(99).fill('cut');
    const request = batch(1, ['ChatRequestSuccess', { connectionTimeout: 10_000 }]);
    const short = listen([request, ...failures]);
    const long = listen([204, ...failures]);
    const startMs = short.clock.nowMs();
    await Promise.all([short.listening.done, long.listening.done]);
    expect(short.clock.nowMs() - startMs).toBe(10_000);
    expect(long.clock.nowMs() - startMs).toBe(150_000);
  });

  test('with 409 is tried again after a pause that grows', async () => {
    const { listening, clock, http } = listen([409, 409, 409, batch(1, ended)]);
    const startMs = clock.nowMs();
    expect(await listening.done).toBe('ended');
    expect(clock.nowMs() - startMs).toBe(1_000 + 2_000 + 4_000);
    expect(http.mostOpenPolls).toBe(1);
  });

  test('with 409 for longer than any poll is held gives up', async () => {
    const { listening } = listen(Array<Answer>(99).fill(409));
    expect(await listening.done).toMatchObject({ failure: 'unreachable' });
  });

  test.each([400, 404, 405])('with %i is not tried again', async (status) => {
    const { listening, http } = listen([status, batch(1, ended)]);
    expect(await listening.done).toMatchObject({ failure: 'rejected' });
    expect(http.requests).toHaveLength(1);
  });

  test('does not wait any longer once it is stopped', async () => {
    const clock = new (class extends ManualClock {
      public override wait(): Promise<void> {
        return new Promise(() => undefined);
      }
    })();
    const { listening, http } = listen([500], aConversation(), clock);
    await settle();
    expect(http.requests).toHaveLength(1);
    expect(await listening.stop()).toEqual([]);
  });

  test('follows the org to another server and stays there', async () => {
    const moved = { body: { messages: [{ type: 'SwitchServer', message: { newUrl: 'https://b.example/chat' } }] } };
    const { listening, conversation, http } = listen([moved, batch(1, hello), batch(2, ended)]);
    await listening.done;
    expect(conversation.state.endpoint).toBe('https://b.example/chat/rest/');
    expect(http.sent('System/Messages').map(({ url }) => new URL(url).host)).toEqual([
      'chat.example.com',
      'b.example',
      'b.example',
    ]);
  });

  test('cannot be repaired when the state is none', async () => {
    const { provider } = aProvider({ http: new ScriptedHttp() });
    const conversation = { get: () => ({ key: 'K' }), set: () => undefined, save: async () => undefined };
    expect(await new Listening(provider, conversation).done).toMatchObject({ failure: 'gone' });
    await expect(provider.send(conversation, { id: 'm', text: 'x' })).rejects.toMatchObject({ failure: 'gone' });
  });
});

describe('counting what was heard', () => {
  test('counts a message once, however often its batch comes', async () => {
    const conversation = aConversation();
    const answer = batch(1, saying('one'), saying('two'));
    await listenUntilFailure(conversation, answer);
    expect(conversation.state.heard).toBe(1);
    await listenUntilFailure(conversation, answer);
    expect(conversation.state.heard).toBe(1);
    const { listening } = listen([answer, batch(2, ended)], conversation);
    await listening.done;
    expect(conversation.state).toMatchObject({ heard: 2, heardAtAck: 2 });
  });
});
