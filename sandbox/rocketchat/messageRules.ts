import type { ServerContext } from './context';
import { CodedError } from './errors';
import type { DirectRoom, LivechatRoom, User } from './types';

const MAX_CLOCK_SKEW_MS = 60_000;
const ROLES_WITH_VIEW_OF_ALL_ROOMS = ['admin', 'livechat-manager', 'livechat-monitor'];

/** Throws when a text is longer than `Message_MaxAllowedSize`. */
export function assertSize(context: ServerContext, text: string | undefined): void {
  if (text && text.length > context.workspace.quantity('Message_MaxAllowedSize')) {
    throw new CodedError('error-message-size-exceeded', 'Message is longer than Message_MaxAllowedSize');
  }
}

/** Throws when a sender's time is more than a minute away from the server's. */
export function assertTimestamp(context: ServerContext, ts: Date | undefined): void {
  if (ts && Math.abs(context.clock.now() - ts.getTime()) > MAX_CLOCK_SKEW_MS) {
    throw new CodedError('error-message-ts-out-of-sync', 'Message time is too far off');
  }
}

/** Whether a user may write to a room: an app always may, anybody else who serves it or may see all rooms. */
export function hasRoomAccess(user: User, room: LivechatRoom): boolean {
  return (
    user.type === 'app' ||
    room.servedBy?._id === user._id ||
    user.roles.some((role) => ROLES_WITH_VIEW_OF_ALL_ROOMS.includes(role))
  );
}

/** Throws when a user may not write to a room. */
export function assertRoomAccess(user: User, room: LivechatRoom): void {
  if (!hasRoomAccess(user, room)) {
    throw new Error('error-not-allowed');
  }
}

/** Throws when a user may not write to a direct room: an app always may, anybody else who is a member. */
export function assertMember(user: User, room: DirectRoom): void {
  if (user.type !== 'app' && !room.uids.includes(user._id)) {
    throw new Error('error-not-allowed');
  }
}
