import { compareTexts } from '../support/compareTexts';

/** What one round came to: what each side typed, in order, and what the other side saw, in order. */
export interface Seen {
  visitorTyped: string[];
  agentTyped: string[];
  /** The visitor's words as the agent saw them. */
  atAgent: string[];
  /** Everything that the visitor was told in the room, by the agent and by the app. */
  told: string[];
}

/** What must not be said twice in one handover. */
const SAID_ONCE = [
  'Looking for an agent for you.',
  'You are now talking to',
  'The agent has ended the conversation.',
  'You have left the conversation',
];
/** What there is no reason for while everything comes back in time. */
const NEVER_SAID = ['Sorry, the connection', 'could not be delivered', 'goes on with your', 'No agent'];

/** Everything that is wrong with a round, a sentence each; nothing when all is well. */
export function judge(name: string, { visitorTyped, agentTyped, atAgent, told }: Seen): string[] {
  const findings = [
    ...compareTexts(visitorTyped, atAgent).map(({ kind, text }) => `at the agent's, ${kind}: ${text}`),
    ...compareTexts(
      agentTyped,
      told.filter((text) => text.startsWith('a ')),
    ).map(({ kind, text }) => `at the visitor's, ${kind}: ${text}`),
    ...SAID_ONCE.filter((words) => count(told, words) > 1).map((words) => `told ${count(told, words)} times: ${words}`),
    ...NEVER_SAID.filter((words) => count(told, words) > 0).map((words) => `told: ${words}`),
  ];
  return findings.map((finding) => `${name}: ${finding}`);
}

function count(told: readonly string[], words: string): number {
  return told.filter((text) => text.includes(words)).length;
}
