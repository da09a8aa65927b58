import type { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';

export const PROVIDERS = ['live-agent', 'messaging', 'genesys'] as const;
/** A kind of contact centre; also the name of a department that it serves. */
export type Provider = (typeof PROVIDERS)[number];

/** What a visitor does besides typing. */
const VISITOR_ACTS = ['text', 'text', 'text', 'text', 'file'] as const;
/** What an agent does; to pass on is to give the conversation to a colleague, to step out to give it back to the queue. */
const AGENT_ACTS = ['text', 'text', 'text', 'text', 'text', 'file', 'type', 'pass-on', 'step-out'] as const;

export type Act = (typeof VISITOR_ACTS)[number] | (typeof AGENT_ACTS)[number];

/** One thing that somebody does, so long after the one before. */
interface Step {
  readonly act: Act;
  readonly afterMs: number;
}

/**
 * How a chat ends. `visitor` and `staff` close the room, staff being somebody of Rocket.Chat's; `moved` is a room that a
 * human forwards, `request` the bot that wants it back, `lost` a contact centre that forgets the conversation.
 */
const ENDINGS = ['agent', 'agent', 'visitor', 'exit-word', 'exit-word', 'staff', 'moved', 'request', 'lost'] as const;
const LEAVINGS = ['visitor', 'exit-word', 'staff'] as const;

/** What a visitor says alone who wants to go back to the bot. */
export const EXIT_WORD = 'goodbye';

/** A provider is deleted by force while it carries the conversation. */
export type Ending = (typeof ENDINGS)[number] | 'deleted';

/** Everything that the two people of one chat are going to do. */
export interface ChatPlan {
  /** The visitor's name, which no other has. */
  readonly name: string;
  readonly provider: Provider;
  /** The department that the bot hands over to. */
  readonly department: string;
  /** How long the agent lets him wait; undefined when the visitor leaves before that. */
  readonly takenAfterMs: number | undefined;
  readonly visitor: readonly Step[];
  readonly agent: readonly Step[];
  readonly ending: Ending;
  /** True when whoever ends it does so in one breath with his last words. */
  readonly isHasty: boolean;
}

/** What is planned for the chat number `round`, from 1 on, of those that follow one another in a lane, from 1 on. */
export function planChat(
  random: SeededRandom,
  { lane, round, provider }: { lane: number; round: number; provider: Provider },
): ChatPlan {
  const name = `${provider}-${lane}.${round}`;
  const leaves = random.fraction() < 0.15;
  const visitor = steps(random, VISITOR_ACTS);
  const agent = steps(random, AGENT_ACTS);
  const ending = pick(random, leaves ? LEAVINGS : ENDINGS);
  const takenAfterMs = random.below(3_000);
  return {
    name,
    provider,
    department: provider,
    takenAfterMs: leaves ? undefined : takenAfterMs,
    // He who waits for nobody has nobody to answer to, but he does say why he came.
    visitor: [{ act: 'text', afterMs: random.below(1_000) }, ...(leaves ? [] : visitor)],
    agent: leaves ? [] : [{ act: 'text', afterMs: 0 }, ...agent],
    ending: ending === 'lost' && provider !== 'live-agent' ? 'agent' : ending,
    isHasty: random.fraction() < 0.5,
  };
}

/** The same for a chat that a department is handed whose provider is deleted in the end. */
export function planLastChat(
  random: SeededRandom,
  { round, provider, department }: { round: number; provider: Provider; department: string },
): ChatPlan {
  const name = `${department}.${round}`;
  const text = (afterMs: number) => ({ act: 'text', afterMs }) as const;
  return {
    name,
    provider,
    department,
    takenAfterMs: random.below(2_000),
    visitor: [text(0), ...steps(random, VISITOR_ACTS)],
    agent: [text(0), ...steps(random, AGENT_ACTS)],
    ending: 'deleted',
    isHasty: false,
  };
}

function steps(random: SeededRandom, acts: readonly Act[]): Step[] {
  const count = 3 + random.below(7);
  return Array.from({ length: count }, () => ({ act: pick(random, acts), afterMs: 200 + random.below(2_500) }));
}

export function pick<T>(random: SeededRandom, choices: readonly [T, ...T[]] | readonly T[]): T {
  const choice = choices[random.below(choices.length)];
  if (choice === undefined) throw new Error('There is nothing to pick from');
  return choice;
}
