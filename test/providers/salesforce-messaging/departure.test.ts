/// <reference types="jest" />
import { SteppedClock, settled } from '../../support/SteppedClock';
import { Listening } from '../salesforce-live-agent/support/listen';
import { aProvider } from './support/aProvider';
import { aConversation, type Conversation } from './support/Conversation';
import { ANA, BEN, envelope, joins, leaves, routing, status, type WireEntry } from './support/entries';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';
import { ScriptedStreams } from './support/ScriptedStreams';

let listening: Listening;
afterEach(() => listening.stop());

const routed = (routingStatus: string): Answer => ({ body: { conversationId: 'c', routingStatus } });

/** A conversation with Ana in it. */
async function scene(answer: Answer = routed('INITIAL'), conversation: Conversation = aConversation()) {
  const http = new ScriptedHttp().on(`GET conversation`, answer);
  const clock = new SteppedClock();
  const streams = new ScriptedStreams();
  listening = new Listening(aProvider({ http, streams, clock }).provider, conversation);
  await settled();
  let lastId = 10;
  const happens = async (...entries: WireEntry[]) => {
    for (const entry of entries) streams.last.event('CONVERSATION_X', envelope(entry), ++lastId);
    await settled();
  };
  const told = () => listening.events.map(({ id, type }) => `${id} ${type}`);
  return { http, clock, conversation, happens, told };
}

describe('the last agent who leaves', () => {
  test('is told of after a moment, if nothing else explains it', async () => {
    const { clock, happens, told } = await scene();
    await happens(joins('j', 1_000), leaves('l', 2_000));
    expect(told()).toEqual(['j agent-joined']);
    await clock.pass(2_000);
    expect(told()).toEqual(['j agent-joined', 'l agent-left']);
  });

  test('is not told of when that is the end', async () => {
    const { clock, happens, told } = await scene();
    await happens(joins('j', 1_000), leaves('l', 2_000), status('s', 2_000, 'Ended'));
    await clock.pass(20_000);
    expect(told()).toEqual(['j agent-joined', 's ended']);
  });

  test.each([
    ['after', [leaves('l', 2_000), routing('r', 2_001, { routingType: 'Transfer' })]],
    ['before', [routing('r', 1_999, { routingType: 'Transfer' }), leaves('l', 2_000)]],
  ])('is told of as a transfer when that is told %s it, and is not asked about', async (_when, entries) => {
    const { http, clock, happens, told } = await scene(routed('NEEDS_ROUTING'));
    await happens(joins('j', 1_000), ...entries);
    await clock.pass(60_000);
    expect(told()).toEqual(['j agent-joined', 'r transferring']);
    expect(http.sent('GET conversation')).toEqual([]);
    await happens(joins('k', 3_000, BEN));
    expect(told().slice(2)).toEqual(['k agent-joined']);
  });

  test('is not told of when another joins at once, or is there', async () => {
    const { clock, happens, told } = await scene();
    await happens(joins('j', 1_000), leaves('l', 2_000), joins('k', 2_500, BEN));
    await clock.pass(3_000);
    await happens(joins('j2', 3_000, ANA), leaves('k2', 4_000, BEN));
    await clock.pass(3_000);
    expect(told()).toEqual(['j agent-joined', 'k agent-joined', 'j2 agent-joined']);
  });

  test('has ended the conversation when Salesforce gives it to nobody any more', async () => {
    const { clock, happens, told } = await scene(routed('NEEDS_ROUTING'));
    await happens(joins('j', 1_000), leaves('l', 2_000));
    await clock.pass(12_000);
    expect(told()).toEqual(['j agent-joined', 'l agent-left', 'l:ended ended']);
    expect(await listening.done).toBe('ended');
  });

  test.each([
    ['it is given to somebody', routed('INITIAL')],
    ['it is passed on', routed('TRANSFER')],
    ['Salesforce cannot say', 500],
  ] as const)('leaves it open when %s, and is asked about again', async (_why, answer) => {
    const { http, clock, happens, told } = await scene(answer);
    await happens(joins('j', 1_000), leaves('l', 2_000));
    await clock.pass(32_000);
    expect(told()).toEqual(['j agent-joined', 'l agent-left']);
    expect(http.sent('GET conversation')).toHaveLength(3);
  });

  test('of a conversation that is not there any more has lost it', async () => {
    const { clock, happens, told } = await scene(404);
    await happens(joins('j', 1_000), leaves('l', 2_000));
    await clock.pass(12_000);
    expect(told().slice(-1)).toEqual(['expired ended']);
  });

  test('is told of by another process when this one is gone', async () => {
    const { happens, conversation } = await scene();
    await happens(joins('j', 1_000), leaves('l', 2_000));
    await listening.stop();
    const { clock, told } = await scene(routed('INITIAL'), conversation.stored());
    await clock.pass(2_000);
    expect(told()).toEqual(['l agent-left']);
  });
});
