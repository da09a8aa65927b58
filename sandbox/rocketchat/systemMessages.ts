import { dateNow, roundTrip, type ServerContext } from './context';
import { storeMessage } from './messageStore';
import type { NewMessage } from './requests';
import type { Message, TransferRecord, UserReference } from './types';

/** A system message to be written; `token` marks those that go with a visitor. */
export type SystemMessage = NewMessage & { t: string; token?: string };

/** Writes a system message as `author` and raises IPostSystemMessageSent. */
export async function saveSystemMessage(
  context: ServerContext,
  message: SystemMessage,
  author: UserReference,
): Promise<Message> {
  await roundTrip();
  const stored = storeMessage(context, { ...message, groupable: false }, author);
  if (!stored) {
    throw new Error('error-duplicate-message');
  }
  return stored;
}

/** What the history message of a transfer is made from. */
export interface TransferHistory extends Omit<TransferRecord, 'ts'> {
  rid: string;
  /** Whether the room comes here because its first target had nobody. */
  usesFallback?: boolean;
}

/** Writes the history message of a transfer, as whoever moved the room. */
export async function saveTransferHistory(context: ServerContext, history: TransferHistory): Promise<void> {
  const { rid, usesFallback, ...record } = history;
  await saveSystemMessage(
    context,
    {
      rid,
      t: usesFallback ? 'livechat_transfer_history_fallback' : 'livechat_transfer_history',
      transferData: { ...record, ts: dateNow(context) },
    },
    record.transferredBy,
  );
}
