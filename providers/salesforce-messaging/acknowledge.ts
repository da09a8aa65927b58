import { ProviderError } from '../../lib/ProviderError';
import { isSuccess } from '../shared/httpAnswers';
import type { Chat } from './Chat';
import { failureOf } from './Client';
import { uuidOf } from './ids';

/**
 * Tells the agents that their messages have arrived; Enhanced Chat API, Acknowledge Conversation Entries. Nothing depends
 * on it, so it is tried once and never fails.
 */
export async function acknowledge(chat: Chat, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return;
  const { conversationId } = chat.state;
  const acks = entryIds.map((id) => ({
    id: uuidOf(conversationId, id, 'delivery'),
    entryType: 'Delivery',
    conversationEntryId: id,
  }));
  try {
    const reply = await chat.call({ method: 'POST', path: '/acknowledge-entries', body: { acks } });
    if (!isSuccess(reply)) throw failureOf(reply);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    chat.tools.log.info('Agents were not told that their messages have arrived', { reason: error.message });
  }
}
