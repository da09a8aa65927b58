import type { DirectRoom, User } from '../../rocketchat/types';
import type { Call } from '../call';
import { failure } from '../call';
import type { Route } from '../routes';

/** Direct rooms as their members see them. */
export const directRoomRoutes: Route[] = [
  ['get', '/im.list', 'user', ({ instance, user }) => ({ ims: instance.server.directRooms.listOf(user._id) })],
  ['get', '/im.messages', 'user', messages],
];

function messages(call: Call & { user: User }): object {
  const found = call.instance.server.messages.list(roomOf(call)._id, { order: 'descending' });
  return { messages: found, count: found.length, offset: 0, total: found.length };
}

/** By `roomId`, or by the `username` of the other member. */
function roomOf({ request, instance, user }: Call & { user: User }): DirectRoom {
  const { roomId, username } = request.query;
  const room =
    typeof roomId === 'string'
      ? instance.server.directRooms.get(roomId)
      : instance.server.directRooms.ofUsernames([user.username, String(username)]);
  if (!room?.uids.includes(user._id))
    throw failure('error-room-not-found [error-room-not-found]', 'error-room-not-found');
  return room;
}
