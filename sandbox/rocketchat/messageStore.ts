import { dateNow, type ServerContext } from './context';
import { randomId } from './ids';
import type { NewMessage } from './requests';
import type { DirectRoom, LivechatRoom, Message, UserReference } from './types';

/** Inserts a message and raises its event. Undefined, and no event, when its `_id` is taken. */
export function storeMessage(
  context: ServerContext,
  draft: NewMessage & { token?: string },
  author: UserReference,
): Message | undefined {
  const at = dateNow(context);
  const document: Message = {
    msg: '',
    ...draft,
    _id: draft._id ?? randomId(),
    ts: draft.ts ?? at,
    u: { _id: author._id, username: author.username, name: author.name },
    _updatedAt: at,
  };
  const message = context.workspace.messages.insert(document)
    ? context.workspace.messages.get(document._id)
    : undefined;
  if (!message) {
    return undefined;
  }
  const count = (room: Pick<LivechatRoom | DirectRoom, 'msgs' | '_updatedAt' | 'lm' | 'lastMessage'>): void => {
    room.msgs += 1;
    room._updatedAt = at;
    if (!message.t) {
      room.lm = message.ts;
      room.lastMessage = message;
    }
  };
  if (!context.workspace.rooms.update(message.rid, count)) context.workspace.directRooms.update(message.rid, count);
  context.emit({ interface: message.t ? 'IPostSystemMessageSent' : 'IPostMessageSent', message });
  return message;
}
