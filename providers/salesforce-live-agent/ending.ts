import { ProviderError } from '../../lib/ProviderError';
import { isSuccess } from '../shared/httpAnswers';
import type { Chat } from './Chat';
import { failureOf } from './Client';
import { Posts } from './Posts';

const MOST_TRIES = 4;
const PAUSE_MS = 500;
const OVER = new Set([403, 404, 409]);

/** Live Agent REST API, ChatEnd: why the visitor leaves. */
export type LeaveReason = 'client' | 'clientIdleTimeout';

/**
 * Ends the chat: says so to the agent, and gives the session back, which alone ends a chat that no agent has joined.
 *
 * @throws ProviderError of kind `unreachable` when neither succeeds.
 */
export async function endChat(chat: Chat, reason: LeaveReason): Promise<void> {
  const goodbye = await sayGoodbye(chat, reason);
  if (goodbye === 'over') return;
  try {
    await giveBack(chat);
  } catch (error) {
    if (goodbye === 'unsaid' || !(error instanceof ProviderError)) throw error;
    chat.tools.log.warn('The session of an ended Live Agent chat was not deleted', { reason: error.message });
  }
}

async function sayGoodbye(chat: Chat, reason: LeaveReason): Promise<'said' | 'unsaid' | 'over'> {
  const posts = new Posts(chat);
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    try {
      await posts.post({ resource: 'Chasitor/ChatEnd', body: { reason }, isLast: true });
      return 'said';
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (error.failure === 'gone') return 'over';
      if (error.failure === 'rejected') return 'unsaid';
    }
    if (tries < MOST_TRIES) await chat.tools.clock.wait(PAUSE_MS);
  }
  return 'unsaid';
}

/**
 * Gives the session back, wherever it was moved; Live Agent REST API, SessionId. One that is over is a success.
 *
 * @throws ProviderError
 */
export async function giveBack(chat: Chat): Promise<void> {
  const { affinity } = chat.state;
  let reply = await chat.deleteSession();
  if (reply.status === 503) {
    await chat.reconnect(affinity);
    reply = await chat.deleteSession();
  }
  if (!isSuccess(reply) && !OVER.has(reply.status)) throw failureOf(reply);
}
