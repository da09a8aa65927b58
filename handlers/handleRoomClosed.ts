import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type { Desk } from '../lib/Desk';
import { describeError } from '../lib/describeError';
import { forgetRoom } from '../lib/forgetRoom';

/** The engine's event for a closed Omnichannel room. Never throws: the host would only lose the error. */
export async function handleRoomClosed(room: ILivechatRoom, desk: Desk): Promise<void> {
  try {
    await forgetRoom(desk, room.id);
  } catch (cause) {
    desk.log.error('What was stored for a closed room could not be removed', {
      roomId: room.id,
      cause: describeError(cause),
    });
  }
}
