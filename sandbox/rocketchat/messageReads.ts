import { CodedError } from './errors';
import type { MessageQuery } from './requests';
import type { Message } from './types';
import type { Workspace } from './Workspace';

const TYPES_LEFT_OUT = new Set([
  'livechat_navigation_history',
  'livechat_transcript_history',
  'command',
  'livechat-close',
  'livechat-started',
  'livechat_video_call',
]);

/** The conversation of an Omnichannel room in order of time, without the types the server leaves out of it. */
export function fetchConversation(workspace: Workspace, roomId: string): Message[] {
  if (workspace.rooms.get(roomId)?.t !== 'l') {
    throw new CodedError('invalid-room');
  }
  return workspace.messages
    .inGroup(roomId, (message) => !message.t || !TYPES_LEFT_OUT.has(message.t))
    .sort((a, b) => a.ts.getTime() - b.ts.getTime());
}

/** Raw messages of a room; in order of insertion when no order is asked for. */
export function listMessages(workspace: Workspace, roomId: string, query: MessageQuery): Message[] {
  const { limit, skip = 0, order, showThreadMessages = true, withoutSystemMessages = false } = query;
  const isWanted = ({ t, tmid }: Message) => (showThreadMessages || !tmid) && !(withoutSystemMessages && t);
  const found = workspace.messages.inGroup(roomId, isWanted);
  if (order) {
    found.sort((a, b) => a.ts.getTime() - b.ts.getTime());
    // The server walks its index backwards, messages of one millisecond included.
    if (order === 'descending') found.reverse();
  }
  return found.slice(skip, limit === undefined ? undefined : skip + limit);
}
