import { ProviderError } from '../../lib/ProviderError';
import type { Chat } from './Chat';
import type { Notification } from './notification';
import { type Participants, participantsOf, type Written } from './participants';
import type { GenesysState } from './state';

/**
 * How long words are waited for: a call that is not answered in 10 s is repeated after 5 s, and one that failed after
 * 5 s, five times; Open Messaging, outbound messages.
 */
const ON_THE_WAY_MS = 30_000;

/**
 * Makes sure that an agent has said nothing before that was not heard. While Genesys repeats a call that failed, it goes
 * on with what is said next, so words overtake one another. Nothing is made sure of where too many questions are asked.
 *
 * @throws ProviderError of kind `unreachable` while earlier words are on the way
 */
export async function requireEarlierWords(chat: Chat, { id, atMs }: Notification): Promise<void> {
  const { clock, client } = chat.tools;
  const written = client.pace.takeTurn() ? await wordsOfAgents(chat, atMs ?? 0) : [];
  const own = written.find((one) => one.id === id);
  if (own === undefined) return;
  const missing = unheard(written, chat.state, clock.nowMs()).filter(({ atMs: beforeMs }) => beforeMs < timeOf(own));
  if (missing.length > 0) throw new ProviderError('unreachable', 'Words that were said earlier are still on the way');
}

/** True while something that an agent has said is not heard, in a conversation that has ended. */
export function areLastWordsMissing({ agents }: Participants, state: GenesysState, nowMs: number): boolean {
  const written = agents.flatMap(({ messages }) => messages);
  // Where none of them is known, notifications may go by other ids.
  const isComparable = written.some(({ id }) => state.heard.includes(id));
  return isComparable && unheard(written, state, nowMs).length > 0;
}

async function wordsOfAgents(chat: Chat, saidAtMs: number): Promise<readonly Written[]> {
  try {
    return (await participantsOf(chat))?.agents.flatMap(({ messages }) => messages) ?? [];
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const isWorthWhile = error.failure === 'unreachable' && chat.tools.clock.nowMs() - saidAtMs < ON_THE_WAY_MS;
    if (isWorthWhile) throw error;
    return [];
  }
}

/** What may yet be on the way to here. */
function unheard(
  written: readonly Written[],
  { heard }: GenesysState,
  nowMs: number,
): Array<Written & { atMs: number }> {
  return written.flatMap(({ id, atMs }) => {
    const isOnTheWay = atMs !== undefined && nowMs - atMs < ON_THE_WAY_MS && !heard.includes(id);
    return isOnTheWay ? [{ id, atMs }] : [];
  });
}

const timeOf = ({ atMs }: Written): number => atMs ?? 0;
