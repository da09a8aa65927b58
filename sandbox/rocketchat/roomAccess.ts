import { hasRoomAccess } from './messageRules';
import type { Server } from './Server';
import type { LivechatRoom, User } from './types';

/**
 * Whether a user may open an Omnichannel room: who may write in it, and under manual selection whoever could take it from
 * the queue.
 */
export function canSeeRoom(server: Server, room: LivechatRoom, user: User): boolean {
  return hasRoomAccess(user, room) || couldTake(server, room, user);
}

function couldTake({ workspace, rooms, departments }: Server, room: LivechatRoom, user: User): boolean {
  if (workspace.autoAssigns) return false;
  const inquiry = rooms.inquiryOf(room._id);
  if (inquiry?.status !== 'queued') return false;
  const { department } = inquiry;
  return department === undefined || departments.agentsOf(department).some(({ agentId }) => agentId === user._id);
}
