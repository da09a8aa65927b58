import type { WireMessage } from './wire';

/** A message of a batch with its place there, which makes its id. */
export interface Placed {
  readonly index: number;
  readonly message: WireMessage;
}

const WORDS = new Set(['ChatMessage', 'RichMessage', 'AgentTyping', 'AgentNotTyping', 'FileTransfer']);
const ENDINGS = new Set(['ChatEnded', 'ChatRequestFail']);

/**
 * The messages of a batch in the order they make sense in: an agent joins before he speaks, nothing comes after the end,
 * and a batch that says that the agent stopped typing leaves him not typing, in whatever order Live Agent has put them.
 */
export function arrange(messages: readonly WireMessage[], isConnected: boolean): readonly Placed[] {
  const all = messages.map((message, index) => ({ index, message }));
  const hasStopped = all.some(({ message }) => message.type === 'AgentNotTyping');
  const rest = all.filter(({ message }) => !isEnding(message) && !(hasStopped && message.type === 'AgentTyping'));
  const [end] = all.filter(({ message }) => isEnding(message));
  const ordered = isConnected ? rest : joinedFirst(rest);
  return end === undefined ? ordered : [...ordered, end];
}

function joinedFirst(placed: readonly Placed[]): readonly Placed[] {
  const joined = placed.find(({ message }) => message.type === 'ChatEstablished');
  const firstWords = placed.findIndex(({ message }) => WORDS.has(message.type));
  if (joined === undefined || firstWords === -1 || placed.indexOf(joined) < firstWords) return placed;
  const others = placed.filter((one) => one !== joined);
  return [...others.slice(0, firstWords), joined, ...others.slice(firstWords)];
}

const isEnding = ({ type }: WireMessage): boolean => ENDINGS.has(type);
