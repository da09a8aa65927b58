import { compareTexts, type Difference } from '../support/compareTexts';
import { type ChatPlan, type Ending, EXIT_WORD, type Provider } from './ChatPlan';
import { lastTimeSaid, type Said, timesSaid } from './wordings';

export const KINDS = ['lost', 'doubled', 'reordered', 'ghost', 'stuck', 'told twice', 'other'] as const;
export type Kind = (typeof KINDS)[number];

/** Something that went wrong. */
export interface Finding {
  readonly kind: Kind;
  readonly what: string;
}

/** What somebody typed and sent, or what he saw of the other's, each in order. */
interface Words {
  texts: string[];
  /** Names of files. */
  files: string[];
}

/** One chat as its two people remember it. */
export interface ChatRecord {
  readonly name: string;
  readonly provider: Provider;
  /** How it was ended; undefined while nobody has. */
  ending: Ending | undefined;
  readonly visitorTyped: Words;
  readonly agentTyped: Words;
  /** The visitor's words, as the agents saw them. */
  atAgent: Words;
  /** The agents' words, as the visitor saw them. */
  atVisitor: Words;
  /** What the app itself said to the visitor. */
  told: string[];
  /** Whether an agent has taken the conversation; while nobody has, words wait, and may be left behind. */
  isMet: boolean;
  /** How often another agent came, or the agent went. */
  changes: number;
  /** How often the agent asked for a file. */
  requests: number;
  /** How many of the visitor's files the contact centre is known not to take. */
  undeliverable: number;
  /** When the room says that each text was said, in milliseconds since the Unix epoch. */
  shownAtMs: ReadonlyMap<string, number>;
  /** By how much the clocks of the servers were put back, or differed, in milliseconds. */
  clockSpreadMs: number;
  /** What either of them saw go wrong while it happened. */
  readonly findings: Finding[];
}

/** Of a chat that has not begun. */
export function newRecord({ name, provider }: Pick<ChatPlan, 'name' | 'provider'>): ChatRecord {
  const nothing = () => ({ texts: [], files: [] });
  return {
    name,
    provider,
    ending: undefined,
    visitorTyped: nothing(),
    agentTyped: nothing(),
    atAgent: nothing(),
    atVisitor: nothing(),
    told: [],
    isMet: false,
    changes: 0,
    requests: 0,
    undeliverable: 0,
    shownAtMs: new Map(),
    clockSpreadMs: 0,
    findings: [],
  };
}

/** What there is no reason to say while everything comes back in time. */
const NEVER_SAID: readonly Said[] = ['unavailable', 'queueTimeoutText', 'idleWarning', 'idleEnded'];

/** What the visitor is told of an end, once, where his room is still open. */
const END_TOLD: Readonly<Record<Ending, Said | undefined>> = {
  agent: 'endedByAgent',
  visitor: undefined,
  'exit-word': 'endedByVisitor',
  staff: undefined,
  moved: undefined,
  request: 'endedByAgent',
  lost: 'technicalDifficulty',
  deleted: 'endedByAgent',
};

/** Everything that is wrong with a chat; nothing when all is well. */
export function check(record: ChatRecord): Finding[] {
  const { visitorTyped, agentTyped, atAgent, atVisitor, isMet } = record;
  const mayChange = (text: string, later: string) => isShownLater(text, later, record);
  const heardLast = Math.max(...visitorTyped.texts.map((text, at) => (atAgent.texts.includes(text) ? at : -1)));
  // What the room shows after the word that ends the conversation is no part of it; what waits for an agent waits in vain.
  const isTooLate = (text: string, at: number) =>
    !atAgent.texts.includes(text) && (mayChange(text, EXIT_WORD) || (at > heardLast && leftAlone(record)));
  const typed = { ...visitorTyped, texts: visitorTyped.texts.filter((text, at) => !isTooLate(text, at)) };
  const unheard = differences("at the agent's", { typed, seen: atAgent, mayChange });
  return [
    ...record.findings,
    ...unheard.filter(({ kind }) => isMet || kind !== 'lost'),
    ...differences("at the visitor's", { typed: agentTyped, seen: atVisitor, mayChange }),
    ...repetitions(record),
    ...endTold(record),
  ].map(({ kind, what }) => ({ kind, what: `${record.name}: ${what}` }));
}

/** Whether the visitor left of his own accord while no agent was there. */
function leftAlone({ ending, told }: ChatRecord): boolean {
  const cameAt = lastTimeSaid(told, 'agentJoined', 'agentChanged');
  return ending === 'exit-word' && lastTimeSaid(told, 'agentLeft', 'transferring') > cameAt;
}

/**
 * Whether the room shows a text after one that was typed later, by no more than the clocks can be blamed for: Rocket.Chat
 * orders messages by the clock of the server that took them.
 */
function isShownLater(text: string, later: string, { shownAtMs, clockSpreadMs }: ChatRecord): boolean {
  const byMs = (shownAtMs.get(text) ?? 0) - (shownAtMs.get(later) ?? 0);
  return clockSpreadMs > 0 && byMs >= 0 && byMs <= clockSpreadMs;
}

interface Comparison {
  readonly typed: Words;
  readonly seen: Words;
  mayChange(text: string, later: string): boolean;
}

function differences(where: string, { typed, seen, mayChange }: Comparison): Finding[] {
  const files = compareTexts(typed.files, seen.files).filter(({ kind }) => kind !== 'out of order');
  return [...compareTexts(typed.texts, seen.texts, mayChange), ...files].map(({ kind, text }) => ({
    kind: KIND_OF[kind],
    what: `${where}, ${kind}: ${text}`,
  }));
}

const KIND_OF: Readonly<Record<Difference['kind'], Kind>> = {
  lost: 'lost',
  doubled: 'doubled',
  'typed by nobody': 'other',
  'out of order': 'reordered',
};

/** What was said more often than there was reason to. */
function repetitions({ told, ending, changes, requests, undeliverable }: ChatRecord): Finding[] {
  const ended = ending && END_TOLD[ending];
  const most = (said: Said) => (said === ended ? 1 : 0);
  const limits: ReadonlyArray<readonly [Said, number]> = [
    ['findingAgent', 1],
    ['agentJoined', 1],
    ['agentChanged', changes],
    // An agent who ends a conversation leaves it; where news of the end come late, the visitor hears of both.
    ['agentLeft', changes + (ending === 'agent' ? 1 : 0)],
    ['transferring', changes],
    ['fileRequested', requests],
    ['notDelivered', undeliverable],
    ['endedByAgent', 1],
    ['endedByVisitor', 1],
    ['technicalDifficulty', most('technicalDifficulty')],
    ...NEVER_SAID.map((said) => [said, 0] as const),
  ];
  return limits.flatMap(([said, limit]): Finding[] => {
    const times = timesSaid(told, said);
    if (times <= limit) return [];
    return [{ kind: limit === 0 ? 'other' : 'told twice', what: `told ${times} times instead of ${limit}: ${said}` }];
  });
}

function endTold({ ending, told }: ChatRecord): Finding[] {
  const said = ending && END_TOLD[ending];
  return said === undefined || timesSaid(told, said) > 0 ? [] : [{ kind: 'lost', what: `never told: ${said}` }];
}
