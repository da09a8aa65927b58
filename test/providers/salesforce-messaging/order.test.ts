/// <reference types="jest" />
import fc from 'fast-check';
import { Listening } from '../salesforce-live-agent/support/listen';
import { aProvider } from './support/aProvider';
import { aConversation } from './support/Conversation';
import { ANA, BEN, joins, leaves, list, message, routing, says, status, type WireEntry } from './support/entries';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const choices = {
  messageType: 'ChoicesMessage',
  choices: { text: 'Which?', optionItems: [{ titleItem: { title: 'One' }, optionIdentifier: '1' }] },
};

/** A conversation that is passed on from Ana to Ben. */
const STORY: readonly WireEntry[] = [
  routing('r1', 1_000, { estimatedWaitTime: { isEWTRequested: true, estimatedWaitTimeInSeconds: 45 } }),
  joins('j1', 2_000, ANA),
  says('m1', 3_000, 'hello', ANA),
  routing('r2', 4_000, { routingType: 'Transfer' }),
  leaves('l1', 5_000, ANA),
  joins('j2', 6_000, BEN),
  says('m2', 7_000, 'hi, Ben here', BEN),
  message('m3', 8_000, choices, BEN),
];

/** Lists of entries, one answer after the other, and then the end. */
async function hear(answers: Answer[]) {
  const http = new ScriptedHttp().on('GET entries', ...answers, list(status('end', 90_000, 'Ended')));
  const conversation = aConversation();
  const listening = new Listening(aProvider({ http }).provider, conversation);
  expect(await listening.done).toBe('ended');
  return { events: listening.events, state: conversation.state };
}

const one = (entry: WireEntry): Answer => list(entry);
const inAnyOrder = fc.shuffledSubarray([...STORY], { minLength: STORY.length });

describe('entries in whatever order', () => {
  test('leave the same people there, and the same choices open', async () => {
    await fc.assert(
      fc.asyncProperty(inAnyOrder, async (shuffled) => {
        const { state } = await hear(shuffled.map(one));
        const there = Object.keys(state.agents).filter((subject) => state.agents[subject]?.isPresent);
        expect([there, state.departure, state.choices?.messageId]).toEqual([[BEN.subject], null, 'm3']);
      }),
      { numRuns: 60 },
    );
  });

  test('let every word be heard once, and end with the end', async () => {
    await fc.assert(
      fc.asyncProperty(inAnyOrder, fc.nat({ max: 7 }), async (shuffled, again) => {
        const repeated = [...shuffled, ...shuffled.slice(again)];
        const { events } = await hear(repeated.map(one));
        const words = events.filter(({ type }) => type === 'message').map(({ id }) => id);
        expect([...words].sort()).toEqual(['m1', 'm2', 'm3']);
        expect(events.map(({ type }) => type).indexOf('ended')).toBe(events.length - 1);
      }),
      { numRuns: 60 },
    );
  });

  test('in one list are told in the order of time', async () => {
    await fc.assert(
      fc.asyncProperty(inAnyOrder, async (shuffled) => {
        const { events } = await hear([list(...shuffled)]);
        expect(events.map(({ id, type }) => `${id} ${type}`)).toEqual([
          'r1 queued',
          'j1 agent-joined',
          'm1 message',
          'r2 transferring',
          'j2 agent-joined',
          'm2 message',
          'm3 message',
          'end ended',
        ]);
      }),
      { numRuns: 30 },
    );
  });

  test('never let an agent speak before he has joined', async () => {
    const { events } = await hear([list(says('m1', 3_000, 'hello', ANA)), list(joins('j1', 2_000, ANA))]);
    expect(events.map(({ id }) => id)).toEqual(['m1:joined', 'm1', 'end']);
  });
});
