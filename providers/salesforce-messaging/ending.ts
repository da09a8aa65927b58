import { ProviderError } from '../../lib/ProviderError';
import { isSuccess } from '../shared/httpAnswers';
import type { Chat } from './Chat';
import { failureOf } from './Client';
import { callPatiently } from './callPatiently';

const MOST_TRIES = 3;
const PAUSE_MS = 500;

/**
 * Closes the conversation for good, and with it its session; Enhanced Chat API, Close Conversation. One that is closed,
 * was never created, or whose token has ended is none any more.
 *
 * @throws ProviderError of kind `unreachable`, or `rejected`
 */
export async function closeConversation(chat: Chat): Promise<void> {
  for (let tries = 1; ; tries++) {
    const failure = await attempt(chat);
    if (failure === undefined) return;
    if (failure.failure === 'gone') {
      chat.tools.log.info('A conversation that was to be closed is none any more', { reason: failure.message });
      return;
    }
    if (failure.failure === 'rejected' || tries >= MOST_TRIES) throw failure;
    await chat.tools.clock.wait(PAUSE_MS);
  }
}

async function attempt(chat: Chat): Promise<ProviderError | undefined> {
  try {
    const query = { esDeveloperName: chat.tools.settings.deployment };
    const reply = await callPatiently(chat, { method: 'DELETE', path: '', query });
    return isSuccess(reply) ? undefined : failureOf(reply);
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}
