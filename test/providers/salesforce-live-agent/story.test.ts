/// <reference types="jest" />
import { type Clock, systemClock } from '../../../lib/clock';
import type { ProviderEvent } from '../../../lib/provider';
import type { LiveAgentProvider } from '../../../providers/salesforce-live-agent';
import { ControlClient } from '../../../sandbox/salesforce-live-agent/ControlClient';
import { type LiveAgent, startLiveAgent } from '../../../sandbox/salesforce-live-agent/Simulator';
import { AxiosClient } from './support/AxiosClient';
import { anOpenRequest, aProvider } from './support/aProvider';
import { Conversation } from './support/Conversation';
import { Listening, told } from './support/listen';

const ANA = '005SANDBOX00001';
const BEN = '005SANDBOX00002';
const text = (words: string, agentName = 'Ana') => ({
  type: 'message',
  content: { kind: 'text', text: words },
  agentName,
});

/** The machine's time, of which no pause takes long. */
const hastyClock: Clock = { nowMs: () => Date.now(), wait: (durationMs) => systemClock.wait(Math.min(durationMs, 5)) };

let simulator: LiveAgent;
let control: ControlClient;
let http: AxiosClient;
let provider: LiveAgentProvider;
let listenings: Listening[];

beforeAll(async () => {
  simulator = await startLiveAgent();
  control = new ControlClient(simulator.controlUrl);
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await control.reset();
  await control.setAgent(ANA, { online: true });
  await control.setAgent(BEN, { online: true });
  http = new AxiosClient();
  const settings = { endpointUrl: simulator.url, messageGapMs: 0 };
  provider = aProvider({ http, settings, clock: hastyClock }).provider;
  listenings = [];
});
afterEach(async () => {
  await Promise.all(listenings.map((listening) => listening.stop()));
});

function listen(conversation: Conversation, apply?: (event: ProviderEvent) => void | Promise<void>): Listening {
  const listening = new Listening(provider, conversation, apply);
  listenings.push(listening);
  return listening;
}

/** A chat that waits for an agent. */
async function open(request = {}): Promise<{ conversation: Conversation; chat: string }> {
  const conversation = new Conversation(null);
  await provider.open(conversation, anOpenRequest(request));
  return { conversation, chat: conversation.state.sessionId };
}

/** A chat that Ana has joined, with the two events that say so heard. */
async function connect() {
  const { conversation, chat } = await open();
  await control.accept(chat, ANA);
  const listening = listen(conversation);
  await until(listening, 'agent-joined');
  return { conversation, chat, listening };
}

async function until(listening: Listening, type: ProviderEvent['type'], count = 1): Promise<void> {
  const seen = () => listening.events.filter((event) => event.type === type).length;
  while (seen() < count) await listening.first(listening.events.length + 1);
}

/** What came from the agent and everything after it. */
const sinceJoined = (listening: Listening) =>
  told(listening.events.slice(listening.events.findIndex(({ type }) => type === 'agent-joined') + 1));

const atAgent = async (chat: string) => {
  const { agentView } = await control.chat(chat);
  return agentView.filter(({ kind }) => kind === 'ChatMessage').map((entry) => entry.text);
};

const send = (conversation: Conversation, words: string) => provider.send(conversation, { id: words, text: words });

describe('a chat from its request to its end', () => {
  test('goes both ways', async () => {
    const { conversation, chat } = await open({ attributes: [['Order', '4711']] });
    const listening = listen(conversation);
    await until(listening, 'queued');
    await control.accept(chat, ANA);
    await until(listening, 'agent-joined');
    await control.say(chat, 'Hello &amp; welcome');
    await until(listening, 'message');
    await send(conversation, 'one');
    await send(conversation, 'two');
    await control.end(chat, 'agent');
    expect(await listening.done).toBe('ended');
    expect(sinceJoined(listening)).toEqual([text('Hello & welcome'), { type: 'ended', reason: 'agent' }]);
    expect(await atAgent(chat)).toEqual(['Hello &amp; welcome', 'one', 'two']);
    expect(await control.chat(chat)).toMatchObject({ visitorName: 'Vera', open: false, attributes: { Order: '4711' } });
  });

  test('is seen in the first poll by a visitor whom an agent has joined before', async () => {
    const { conversation, chat } = await open();
    await control.accept(chat, ANA);
    await control.say(chat, 'Hello');
    const listening = listen(conversation);
    await until(listening, 'message');
    expect(told(listening.events)).toMatchObject([
      { type: 'queued' },
      { type: 'queued' },
      { type: 'agent-joined', name: 'Ana' },
      text('Hello'),
    ]);
    expect(http.requests.filter(({ url }) => url.includes('System/Messages')).length).toBeLessThanOrEqual(2);
  });

  test('ends at once when nobody is there', async () => {
    await control.setAgent(ANA, { online: false });
    await control.setAgent(BEN, { online: false });
    const listening = listen((await open()).conversation);
    expect(await listening.done).toBe('ended');
    expect(told(listening.events)).toEqual([{ type: 'ended', reason: 'unavailable' }]);
  });

  test('goes from agent to agent', async () => {
    const { conversation, chat, listening } = await connect();
    await control.act(chat, 'transfer-to-agent', { agentId: BEN });
    await until(listening, 'agent-joined', 2);
    await control.say(chat, 'Ben here');
    await until(listening, 'message');
    expect(sinceJoined(listening)).toEqual([{ type: 'agent-joined', name: 'Ben' }, text('Ben here', 'Ben')]);
    await control.act(chat, 'agent-disconnect', {});
    await until(listening, 'agent-left');
    await control.accept(chat);
    await until(listening, 'agent-joined', 3);
    await send(conversation, 'still here');
    expect(await atAgent(chat)).toContain('still here');
  });

  test('goes back into a queue', async () => {
    const { chat, listening } = await connect();
    await control.act(chat, 'transfer-to-button', { buttonId: '573SANDBOX00001' });
    await until(listening, 'transferring');
    await control.accept(chat);
    await until(listening, 'agent-joined', 2);
    expect(listening.events.map(({ type }) => type)).not.toContain('ended');
  });

  test('tells how long the visitor may be silent', async () => {
    await control.setSwitches({
      idleTimeoutSeconds: 120,
      idleWarningSeconds: 60,
      idleTimeoutSpelling: 'chasitorIdletimeout',
    });
    const { conversation, chat, listening } = await connect();
    expect(listening.events.find(({ type }) => type === 'agent-joined')).toMatchObject({
      idle: { warnAfterSeconds: 60, endAfterSeconds: 120 },
    });
    await provider.idleWarning(conversation, true);
    await provider.close(conversation, 'idle');
    expect(await control.chat(chat)).toMatchObject({ open: false, endReason: 'clientIdleTimeout' });
  });

  test('ends for the agent when the visitor leaves', async () => {
    const { conversation, chat, listening } = await connect();
    await provider.close(conversation, 'visitor');
    await listening.done;
    expect(await control.chat(chat)).toMatchObject({ state: 'ended', open: false, endReason: 'client' });
    await expect(provider.close(conversation, 'visitor')).resolves.toBeUndefined();
  });

  test('ends for the agents when the visitor leaves the queue', async () => {
    const { conversation, chat } = await open();
    await provider.close(conversation, 'queue-timeout');
    expect(await control.chat(chat)).toMatchObject({ state: 'ended', open: false });
    expect(await control.queue()).toEqual([]);
  });

  test('leaves nothing behind when its request fails after it was heard', async () => {
    await control.addFault({ kind: 'status', call: 'Chasitor/ChasitorInit', when: 'after', status: 500, times: 1 });
    await expect(provider.open(new Conversation(null), anOpenRequest())).rejects.toMatchObject({
      failure: 'unreachable',
    });
    expect(await control.chats()).toMatchObject([{ open: false }]);
  });

  test('is closed when its opening was cut in the middle', async () => {
    const conversation = new Conversation(null);
    await control.addFault({ kind: 'drop', call: 'Chasitor/ChasitorInit', when: 'after', times: 1 });
    await control.addFault({ kind: 'drop', call: 'DELETE System/SessionId', times: 1 });
    await expect(provider.open(conversation, anOpenRequest())).rejects.toMatchObject({ failure: 'unreachable' });
    expect(await control.chats()).toMatchObject([{ state: 'queued', open: true }]);
    await provider.close(conversation.stored(), 'error');
    expect(await control.chats()).toMatchObject([{ state: 'ended', open: false }]);
  });

  test('is not to be spoken in before an agent has joined', async () => {
    const { conversation } = await open();
    await expect(send(conversation, 'too early')).rejects.toMatchObject({ failure: 'rejected' });
  });

  test('expires', async () => {
    const { conversation, chat, listening } = await connect();
    await control.act(chat, 'expire', {});
    expect(await listening.done).toBe('ended');
    expect(told(listening.events.slice(-1))).toEqual([{ type: 'ended', reason: 'expired' }]);
    await expect(send(conversation, 'hello?')).rejects.toMatchObject({ failure: 'gone' });
  });

  test('takes a file that the agent asks for', async () => {
    const { conversation, chat, listening } = await connect();
    const file = { id: 'f', name: 'ä.txt', mediaType: 'text/plain', content: Buffer.from('bytes') };
    await expect(provider.sendFile(conversation, file)).rejects.toMatchObject({ failure: 'rejected' });
    await control.act(chat, 'request-file', {});
    await until(listening, 'file-transfer');
    await provider.sendFile(conversation, file);
    await until(listening, 'file-transfer', 2);
    expect(sinceJoined(listening)).toEqual([
      { type: 'file-transfer', phase: 'requested' },
      { type: 'file-transfer', phase: 'done' },
    ]);
    expect((await control.chat(chat)).files).toMatchObject([{ status: 'uploaded', mime: 'text/plain', size: 5 }]);
  });

  test('tells beforehand who is there', async () => {
    await control.setSwitches({ omitFalseAvailability: true });
    const nobody = '573NOBODY000001';
    expect(await provider.availability([nobody, '573SANDBOX00001'])).toEqual([
      { target: nobody, state: 'unavailable' },
      { target: '573SANDBOX00001', state: 'available', waitSeconds: expect.any(Number) },
    ]);
  });
});

describe('a chat in rough weather', () => {
  test.each(['before', 'after', 'during'] as const)(
    'loses nothing when answers are cut %s they are made',
    async (when) => {
      const { conversation, chat, listening } = await connect();
      await control.addFault({ kind: 'drop', call: 'Chasitor/ChatMessage', when, times: 1 });
      await expect(send(conversation, 'once')).rejects.toMatchObject({ failure: 'unreachable' });
      await send(conversation, 'once');
      await send(conversation, 'twice');
      expect(await atAgent(chat)).toEqual(['once', 'twice']);
      await listening.stop();
    },
  );

  test('says nothing twice where the server refuses a number it has had', async () => {
    await control.setSwitches({ replayedSequence: 'conflict' });
    const { conversation, chat } = await connect();
    const before = conversation.copy();
    await send(conversation, 'once');
    await send(before, 'once');
    await send(before, 'twice');
    expect(await atAgent(chat)).toEqual(['once', 'twice']);
  });

  test('gets over a number that is refused for nothing', async () => {
    const { conversation, chat } = await connect();
    await control.addFault({ kind: 'sequence-conflict', call: 'Chasitor/ChatMessage', times: 1 });
    await send(conversation, 'once');
    await send(conversation, 'twice');
    expect(await atAgent(chat)).toEqual(['once', 'twice']);
  });

  test('loses no message to a server that loses what comes too fast', async () => {
    const { conversation, chat } = await connect();
    const slow = aProvider({ http, settings: { endpointUrl: simulator.url, messageGapMs: 60 }, clock: systemClock });
    await control.addFault({ kind: 'lose-rapid-messages', gapMs: 50 });
    for (const id of ['one', 'two', 'three']) await slow.provider.send(conversation, { id, text: id });
    expect(await atAgent(chat)).toEqual(['one', 'two', 'three']);
  });

  test('hears nothing twice when a batch comes again', async () => {
    const { chat, listening } = await connect();
    await control.addFault({ kind: 'repeat-batch', times: 1 });
    await control.say(chat, 'one');
    await until(listening, 'message');
    await control.say(chat, 'two');
    await until(listening, 'message', 2);
    expect(sinceJoined(listening)).toEqual([text('one'), text('two')]);
  });

  test('goes on after an answer of a poll that was lost', async () => {
    const { conversation, chat, listening } = await connect();
    await listening.stop();
    await control.addFault({ kind: 'drop', call: 'System/Messages', when: 'during', times: 1 });
    await control.say(chat, 'one');
    const again = listen(conversation);
    await again.first(1);
    expect(told(again.events)).toEqual([text('one')]);
  });

  test('goes on in another process, with the same ids for what was not applied', async () => {
    const { conversation, chat, listening } = await connect();
    await listening.stop();
    await control.say(chat, 'one');
    await control.say(chat, 'two');
    const applied: string[] = [];
    const dying = listen(conversation, ({ id }) => {
      applied.push(id);
      if (applied.length === 2) throw new Error('The process is gone');
    });
    await dying.done;
    const next = listen(conversation.stored());
    await next.first(2);
    expect(next.events.map(({ id }) => id)).toEqual(applied);
    expect(told(next.events)).toEqual([text('one'), text('two')]);
  });

  test('waits for the poll of another process to end', async () => {
    const { conversation, chat, listening } = await connect();
    while (!(await control.chat(chat)).polling);
    const http = new AxiosClient();
    const other = aProvider({ http, settings: { endpointUrl: simulator.url }, clock: hastyClock });
    const waiting = new Listening(other.provider, conversation.copy());
    listenings.push(waiting);
    await http.answered(409);
    await listening.stop();
    await control.say(chat, 'one');
    expect(told(await waiting.first(1))).toEqual([text('one')]);
  });

  test('leaves an agent not typing who has stopped', async () => {
    const { conversation, chat, listening } = await connect();
    await listening.stop();
    await control.addFault({ kind: 'typing-after-not-typing', times: 1 });
    await control.act(chat, 'typing', {});
    await control.act(chat, 'not-typing', {});
    await control.say(chat, 'one');
    const again = listen(conversation);
    await until(again, 'message');
    expect(told(again.events)).toEqual([{ type: 'typing', isTyping: false }, text('one')]);
  });

  test.each(['replay-missed', 'session-data-only'] as const)(
    'is taken up on another server, where everything is said once (%s)',
    async (afterReconnect) => {
      await control.setSwitches({ afterReconnect });
      const { conversation, chat, listening } = await connect();
      await control.say(chat, 'one');
      await until(listening, 'message');
      await send(conversation, 'from the visitor');
      await control.act(chat, 'move', {});
      await control.say(chat, 'two');
      await until(listening, 'message', 2);
      await send(conversation, 'still here');
      await control.say(chat, 'three');
      await until(listening, 'message', 3);
      expect(sinceJoined(listening)).toEqual([text('one'), text('two'), text('three')]);
      expect(await atAgent(chat)).toEqual(['one', 'from the visitor', 'two', 'still here', 'three']);
      expect(await control.chat(chat)).toMatchObject({ resynced: true, lastSequence: 1 });
      expect(new Set(listening.events.map(({ id }) => id)).size).toBe(listening.events.length);
    },
  );

  test('is taken up when the visitor’s message is the first to meet the move', async () => {
    const { conversation, chat, listening } = await connect();
    await control.addFault({ kind: 'move', call: 'Chasitor/ChatMessage', times: 1 });
    await send(conversation, 'moved');
    expect(await atAgent(chat)).toEqual(['moved']);
    await control.say(chat, 'got it');
    await until(listening, 'message');
    expect(sinceJoined(listening)).toEqual([text('got it')]);
  });

  test('says nothing twice when the answer was lost and the chat moved on', async () => {
    const { conversation, chat, listening } = await connect();
    await control.addFault({ kind: 'drop', call: 'Chasitor/ChatMessage', when: 'after', times: 1 });
    await expect(send(conversation, 'once')).rejects.toMatchObject({ failure: 'unreachable' });
    await control.act(chat, 'move', {});
    await control.say(chat, 'hello?');
    await until(listening, 'message');
    await send(conversation, 'once');
    await send(conversation, 'twice');
    expect(await atAgent(chat)).toEqual(['once', 'hello?', 'twice']);
  });

  test('is closed even after a move', async () => {
    const { conversation, chat, listening } = await connect();
    await listening.stop();
    await control.act(chat, 'move', {});
    await provider.close(conversation, 'visitor');
    expect(await control.chat(chat)).toMatchObject({ open: false, endReason: 'client' });
  });
});
