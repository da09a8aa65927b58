import { isWithinContactLimit } from './chatLimits';
import type { ServerContext } from './context';
import { CodedError } from './errors';
import { takeInquiry } from './routing';
import { onlineAgent } from './serviceStatus';
import { saveTransferHistory } from './systemMessages';
import type { LivechatRoom } from './types';
import { unassign } from './unassign';

/** An agent takes a waiting room; throws when it is taken, he is offline or full, or the contact limit is reached. */
export async function takeAsAgent(context: ServerContext, roomId: string, agentId: string): Promise<LivechatRoom> {
  const { inquiries, rooms } = context.workspace;
  const inquiry = inquiries.inGroup(roomId)[0];
  const room = rooms.get(roomId);
  if (!inquiry || !room || inquiry.status === 'taken') {
    throw new CodedError('error-not-allowed', 'Inquiry already taken');
  }
  const user = onlineAgent(context.workspace, agentId);
  if (!user) {
    throw new CodedError('error-agent-status-service-offline', 'Agent or service is offline');
  }
  if (!isWithinContactLimit(context, room)) {
    throw new Error('error-mac-limit-reached');
  }
  const agent = { agentId, username: user.username };
  const taken = await takeInquiry(context, { inquiry, agent, room, byHand: true });
  return taken.room ?? room;
}

/** Puts a served room back into the queue, of another department when given. */
export async function returnToQueue(context: ServerContext, roomId: string, departmentId?: string): Promise<boolean> {
  const { inquiries, rooms, users } = context.workspace;
  const room = rooms.get(roomId);
  if (!room?.open) {
    throw new CodedError('room-closed');
  }
  if (room.onHold) {
    throw new CodedError('error-room-onHold');
  }
  if (!isWithinContactLimit(context, room)) {
    throw new CodedError('error-mac-limit-reached');
  }
  const agent = room.servedBy && users.get(room.servedBy._id);
  const inquiry = inquiries.inGroup(roomId)[0];
  if (!agent || !inquiry) {
    return false;
  }
  await saveTransferHistory(context, {
    rid: roomId,
    transferredBy: { _id: agent._id, username: agent.username, name: agent.name, userType: 'agent' },
    scope: 'queue',
    ...(room.departmentId ? { previousDepartment: room.departmentId } : {}),
  });
  return unassign(context, inquiry, departmentId);
}
