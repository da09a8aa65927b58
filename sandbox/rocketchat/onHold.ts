import { isAtChatLimit, isWithinContactLimit } from './chatLimits';
import type { ServerContext } from './context';
import { onlineAgent } from './serviceStatus';
import { saveSystemMessage } from './systemMessages';
import type { LivechatRoom, UserReference } from './types';
import { unassign } from './unassign';

/** A step on or off hold; the comment is what the system message says. */
export interface HoldRequest {
  roomId: string;
  comment: string;
  by: UserReference;
}

/** Puts a served room on hold; not while the visitor's last message is unanswered. */
export async function placeOnHold(context: ServerContext, { roomId, comment, by }: HoldRequest): Promise<void> {
  const room = context.workspace.rooms.get(roomId);
  if (!room?.open) {
    throw new Error('error-room-already-closed');
  }
  if (room.onHold) {
    throw new Error('error-room-is-already-on-hold');
  }
  if (room.lastMessage?.token) {
    throw new Error('error-contact-sent-last-message-so-cannot-place-on-hold');
  }
  if (!room.servedBy) {
    throw new Error('error-unserved-rooms-cannot-be-placed-onhold');
  }
  await saveSystemMessage(context, { rid: roomId, t: 'omnichannel_placed_chat_on_hold', comment }, by);
  mark(context, roomId, true);
}

/** Takes a room off hold: back to its agent while he is online and has room for it, else into the queue. */
export async function resumeOnHold(context: ServerContext, { roomId, comment, by }: HoldRequest): Promise<void> {
  const room = context.workspace.rooms.get(roomId);
  if (!room?.open) {
    throw new Error('error-room-already-closed');
  }
  if (!room.onHold) {
    throw new Error('error-room-not-on-hold');
  }
  if (!isWithinContactLimit(context, room)) {
    throw new Error('error-mac-limit-reached');
  }
  const inquiry = context.workspace.inquiries.inGroup(roomId)[0];
  if (!inquiry) {
    throw new Error('error-invalid-inquiry');
  }
  if (!isServable(context, room)) {
    await unassign(context, inquiry);
  }
  await saveSystemMessage(context, { rid: roomId, t: 'omnichannel_on_hold_chat_resumed', comment }, by);
  mark(context, roomId, false);
}

function isServable(context: ServerContext, room: LivechatRoom): boolean {
  const agent = room.servedBy && onlineAgent(context.workspace, room.servedBy._id);
  return agent !== undefined && !isAtChatLimit(context.workspace, agent, room.departmentId);
}

function mark(context: ServerContext, roomId: string, onHold: boolean): void {
  const apply = (document: { onHold?: boolean }): void => {
    if (onHold) {
      document.onHold = true;
    } else {
      delete document.onHold;
    }
  };
  const { rooms, subscriptions } = context.workspace;
  rooms.update(roomId, apply);
  for (const member of subscriptions.inGroup(roomId)) {
    subscriptions.update(member._id, apply);
  }
}
