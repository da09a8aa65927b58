import { ProviderError } from '../../lib/ProviderError';
import type { Chat } from './Chat';
import { forgottenUntilMs } from './heard';
import type { Notification } from './notification';
import { type Participants, participantsOf, type Written } from './participants';

/**
 * How long words are waited for: a call that is not answered in 10 s is repeated after 5 s, and one that failed after
 * 5 s, five times; Open Messaging, outbound messages. What is said so long before other words has come, or never will.
 */
const ON_THE_WAY_MS = 30_000;

/**
 * Makes sure that an agent has said nothing before that was not heard. While Genesys repeats a call that failed, it goes
 * on with what is said next, so words overtake one another. Nothing is made sure of where too many questions are asked.
 *
 * @throws ProviderError of kind `unreachable` while earlier words are on the way
 */
export async function requireEarlierWords(chat: Chat, { id }: Notification): Promise<void> {
  const written = chat.tools.client.pace.takeTurn() ? await wordsOfAgents(chat) : [];
  const ownMs = written.find((one) => one.id === id)?.atMs;
  if (ownMs === undefined) return;
  const isOneAwaited = awaited(chat, written, ownMs - ON_THE_WAY_MS).some(({ atMs }) => atMs < ownMs);
  if (isOneAwaited) throw new ProviderError('unreachable', 'Words that were said earlier are still on the way');
}

/** True while something that an agent has said at last is not heard, in a conversation that has ended. */
export function areLastWordsMissing({ agents }: Participants, chat: Chat): boolean {
  const written = agents.flatMap(({ messages }) => messages);
  // Where none of them is known, notifications may go by other ids.
  const isComparable = written.some(({ id }) => chat.state.heard.includes(id));
  const lastMs = Math.max(...written.map(({ atMs }) => atMs ?? 0));
  return isComparable && awaited(chat, written, lastMs - ON_THE_WAY_MS).length > 0;
}

async function wordsOfAgents(chat: Chat): Promise<readonly Written[]> {
  try {
    return (await participantsOf(chat))?.agents.flatMap(({ messages }) => messages) ?? [];
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.failure === 'unreachable' && isWorthAsking(chat)) throw error;
    return [];
  }
}

/** True until nothing was told for as long as words can take. */
function isWorthAsking({ line, tools }: Chat): boolean {
  const nowMs = tools.clock.nowMs();
  line.untoldSinceMs = line.untoldSinceMs ?? nowMs;
  return nowMs - line.untoldSinceMs < ON_THE_WAY_MS;
}

/**
 * What may yet be on the way to here. Which words are missing is decided by Genesys' times alone, and how long they are
 * waited for by the clock of this process alone, because two clocks never agree.
 */
function awaited(
  { line, state, tools }: Chat,
  written: readonly Written[],
  fromMs: number,
): Array<Written & { atMs: number }> {
  const nowMs = tools.clock.nowMs();
  const sinceMs = Math.max(fromMs, forgottenUntilMs(state.heard, written));
  const unheard = written.flatMap(({ id, atMs }) => {
    const isMissing = atMs !== undefined && atMs > sinceMs && !state.heard.includes(id);
    return isMissing ? [{ id, atMs }] : [];
  });
  const missedSinceMs = new Map(unheard.map(({ id }) => [id, line.missedSinceMs.get(id) ?? nowMs]));
  line.missedSinceMs = missedSinceMs;
  return unheard.filter(({ id }) => nowMs - (missedSinceMs.get(id) ?? nowMs) < ON_THE_WAY_MS);
}
