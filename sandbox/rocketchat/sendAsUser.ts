import { contactPeriod } from './chatLimits';
import { roundTrip, type ServerContext } from './context';
import { assertMember, assertRoomAccess, assertSize, assertTimestamp } from './messageRules';
import { storeMessage } from './messageStore';
import type { NewMessage } from './requests';
import type { LivechatRoom, Message, Visitor } from './types';

/** Writes a message as a user, bot or app. A closed room takes it all the same. */
export async function sendAsUser(
  context: ServerContext,
  userId: string,
  message: NewMessage,
): Promise<Message | undefined> {
  assertTimestamp(context, message.ts);
  assertSize(context, message.msg);
  await roundTrip();
  const user = context.workspace.users.get(userId);
  if (!user) {
    throw new Error('error-invalid-user');
  }
  const direct = context.workspace.directRooms.get(message.rid);
  if (direct) {
    assertMember(user, direct);
    return storeMessage(context, message, user);
  }
  const room = context.workspace.rooms.get(message.rid);
  if (!room) {
    throw new Error('error-invalid-room');
  }
  assertRoomAccess(user, room);
  const stored = storeMessage(context, message, user);
  if (stored && !stored.t) {
    markAnswered(context, room, stored);
  }
  return stored;
}

function markAnswered(context: ServerContext, room: LivechatRoom, { u, ts }: Message): void {
  const { rooms, visitors } = context.workspace;
  const period = contactPeriod(context);
  const count = (document: Pick<Visitor, 'activity'>): void => {
    document.activity = [...new Set([...(document.activity ?? []), period])];
  };
  rooms.update(room._id, (document) => {
    delete document.waitingResponse;
    document.responseBy = {
      _id: u._id,
      username: u.username ?? '',
      firstResponseTs: document.responseBy?.firstResponseTs ?? ts,
      lastMessageTs: ts,
    };
    count(document.v);
  });
  visitors.update(room.v._id, count);
}
