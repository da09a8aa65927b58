import { dateNow, roundTrip, type ServerContext } from './context';
import type { CloseRequest } from './requests';
import { saveSystemMessage } from './systemMessages';
import type { LivechatRoom, UserReference } from './types';

/** Closes a room once: the inquiry goes, `open` is unset, the memberships go, then the apps hear of it. */
export async function closeRoom(context: ServerContext, request: CloseRequest): Promise<true> {
  const { room, comment, user, visitor } = request;
  if (!room.open) {
    throw new Error('error-room-closed');
  }
  if (context.workspace.flag('Livechat_request_comment_when_closing_conversation') && !comment.trim()) {
    throw new Error('error-comment-is-required');
  }
  const tags = closingTags(context, request);
  const closer: UserReference = user ?? visitor ?? room.v;
  await roundTrip();
  const closed = closeDocuments(context, request, { closer, tags });
  await saveSystemMessage(
    context,
    { rid: room._id, t: 'livechat-close', msg: comment, transcriptRequested: false, token: visitor?.token },
    closer,
  );
  if (asksForTranscript(context)) {
    await saveSystemMessage(context, { rid: room._id, t: 'command', msg: 'promptTranscript' }, closer);
  }
  process.nextTick(() => context.emit({ interface: 'IPostLivechatRoomClosed', room: closed }));
  return true;
}

function closingTags(context: ServerContext, { room, tags = [] }: CloseRequest): string[] {
  const department = room.departmentId ? context.workspace.departments.get(room.departmentId) : undefined;
  const all = [...new Set([...(room.tags ?? []), ...tags, ...(department?.chatClosingTags ?? [])])];
  if (department?.requestTagBeforeClosingChat && all.length === 0) {
    throw new Error('error-tags-must-be-assigned-before-closing-chat');
  }
  return all;
}

function closeDocuments(
  context: ServerContext,
  request: CloseRequest,
  { closer, tags }: { closer: UserReference; tags: string[] },
): LivechatRoom {
  const { inquiries, rooms, subscriptions } = context.workspace;
  const rid = request.room._id;
  const inquiry = inquiries.inGroup(rid)[0];
  if (!inquiry) {
    throw new Error('Error removing inquiry');
  }
  if (!rooms.get(rid)?.open) {
    throw new Error('Error closing room');
  }
  inquiries.remove(inquiry._id);
  subscriptions.removeAll((member) => member.rid === rid);
  const at = dateNow(context);
  const closed = rooms.update(rid, (room) => {
    delete room.open;
    delete room.onHold;
    room.closedAt = at;
    room.closer = request.user ? 'user' : 'visitor';
    room.closedBy = { _id: closer._id, username: closer.username };
    room.closingMessage = request.comment;
    room.metrics = durations(room, at);
    room._updatedAt = at;
    if (tags.length > 0) {
      room.tags = tags;
    }
  });
  if (!closed) {
    throw new Error('Error closing room');
  }
  return closed;
}

function durations(room: LivechatRoom, at: Date): LivechatRoom['metrics'] {
  const seconds = (since: Date): number => (at.getTime() - since.getTime()) / 1000;
  return {
    ...room.metrics,
    chatDuration: seconds(room.ts),
    ...(room.servedBy ? { serviceTimeDuration: seconds(room.servedBy.ts) } : {}),
  };
}

function asksForTranscript({ workspace }: ServerContext): boolean {
  return workspace.flag('Livechat_enable_transcript') && !workspace.flag('Livechat_transcript_send_always');
}
