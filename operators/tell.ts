import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Call } from '../endpoints/Outside';
import { describeError } from '../lib/describeError';

/**
 * Says something to one user in a room. Nobody else sees it, the visitor least of all, and it is stored nowhere. Never
 * throws: what it tells of has happened all the same.
 */
export async function tell(call: Call, to: { user: IUser; roomId: string }, text: string): Promise<void> {
  try {
    const room = await call.read.getRoomReader().getById(to.roomId);
    if (!room) return;
    const notifier = call.modify.getNotifier();
    const message = notifier.getMessageBuilder().setRoom(room).setText(text).setGroupable(false).getMessage();
    await notifier.notifyUser(to.user, message);
  } catch (error) {
    call.log.warn('An operator could not be told something', { roomId: to.roomId, cause: describeError(error) });
  }
}
