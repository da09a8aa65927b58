import { dateNow, roundTrip, type ServerContext } from './context';
import type { NewMessage } from './requests';
import type { Message, UserReference } from './types';

/** Replaces the given parts of a message and marks it as edited; raises IPostMessageUpdated. */
export async function updateMessage(
  context: ServerContext,
  change: NewMessage & { _id: string },
  editor: UserReference,
): Promise<Message> {
  await roundTrip();
  const { msg, attachments, blocks, customFields, alias, avatar, emoji } = change;
  const given = Object.entries({ msg, attachments, blocks, customFields, alias, avatar, emoji });
  const message = context.workspace.messages.update(change._id, (document) => {
    Object.assign(document, Object.fromEntries(given.filter(([, value]) => value !== undefined)));
    document.editedAt = dateNow(context);
    document.editedBy = { _id: editor._id, username: editor.username };
    document._updatedAt = document.editedAt;
  });
  if (!message) {
    throw new Error('There is no such message to update.');
  }
  context.emit({ interface: 'IPostMessageUpdated', message });
  return message;
}

/** Deletes a message; raises IPostMessageDeleted. */
export async function deleteMessage(context: ServerContext, messageId: string, userId: string): Promise<void> {
  await roundTrip();
  const user = context.workspace.users.get(userId);
  if (!user) {
    throw new Error('error-invalid-user');
  }
  const message = context.workspace.messages.remove(messageId);
  if (!message) {
    throw new Error('There is no such message to delete.');
  }
  context.workspace.rooms.update(message.rid, (room) => {
    room.msgs -= 1;
  });
  context.emit({ interface: 'IPostMessageDeleted', message, user });
}
