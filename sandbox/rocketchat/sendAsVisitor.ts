import { roundTrip, type ServerContext } from './context';
import { CodedError } from './errors';
import { assertSize, assertTimestamp } from './messageRules';
import { storeMessage } from './messageStore';
import { resumeOnHold } from './onHold';
import type { NewMessage, OpenedRoom, VisitorMessageResult } from './requests';
import { openRoom } from './roomCreation';
import type { Visitor } from './types';

const SERVER_USER = { _id: 'rocket.cat', username: 'rocket.cat', name: 'Rocket.Cat' };

/** Writes a message as a visitor, into a new room when the given one is closed or unknown. */
export async function sendAsVisitor(
  context: ServerContext,
  token: string,
  message: NewMessage,
): Promise<VisitorMessageResult> {
  const { workspace } = context;
  if (!workspace.flag('Livechat_enabled')) {
    throw new CodedError('error-omnichannel-is-disabled');
  }
  assertTimestamp(context, message.ts);
  assertSize(context, message.msg);
  const visitor = workspace.visitors.findOne((candidate) => candidate.token === token && !candidate.disabled);
  if (!visitor) {
    throw new Error('invalid-token');
  }
  await roundTrip();
  const { room, newRoom } = await roomFor(context, visitor, message);
  if (room.v.token !== token) {
    throw new CodedError('cannot-access-room');
  }
  const stored = storeMessage(context, { ...message, rid: room._id, token, alias: visitor.name }, visitor);
  if (stored) {
    workspace.rooms.update(room._id, (document) => {
      document.waitingResponse = true;
      document.v.lastMessageTs = stored.ts;
    });
  }
  if (room.onHold && workspace.edition.licensed) {
    await resumeOnHold(context, { roomId: room._id, comment: 'The visitor wrote', by: SERVER_USER });
  }
  return { message: stored, room: workspace.rooms.get(room._id) ?? room, newRoom };
}

async function roomFor(context: ServerContext, visitor: Visitor, message: NewMessage): Promise<OpenedRoom> {
  const named = context.workspace.rooms.get(message.rid);
  if (named?.open) {
    return { room: named, newRoom: false };
  }
  return openRoom(context, {
    visitor,
    ...(named ? {} : { rid: message.rid }),
    ...(message.msg ? { firstMessage: message.msg } : {}),
  });
}
