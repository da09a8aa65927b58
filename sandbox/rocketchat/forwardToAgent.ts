import { roundTrip, type ServerContext } from './context';
import type { TransferRequest } from './requests';
import { announceAgentTransfer, removeAgent } from './roomAssignment';
import { takeInquiry } from './routing';
import { onlineAgent } from './serviceStatus';
import { saveTransferHistory } from './systemMessages';
import type { Inquiry, User } from './types';
import type { Workspace } from './Workspace';

/** A forward to one agent, wherever he works. */
export interface AgentForward extends TransferRequest {
  userId: string;
}

/** Forwards to an agent. True also when he turned out to be full and the room stayed where it was. */
export async function forwardToAgent(context: ServerContext, forward: AgentForward): Promise<boolean> {
  const { room, transferredBy, comment } = forward;
  if (!room.open) {
    return false;
  }
  await roundTrip();
  const { user, inquiry } = resolve(context.workspace, forward);
  const agent = { agentId: user._id, username: user.username };
  // Without its department the inquiry is routed as the agent's own work, whichever department the room is in.
  const taken = await takeInquiry(context, { inquiry: { ...inquiry, department: undefined }, agent, room });
  await saveTransferHistory(context, {
    rid: room._id,
    transferredBy,
    comment,
    scope: 'agent',
    ...(room.departmentId ? { previousDepartment: room.departmentId } : {}),
    transferredTo: { _id: user._id, username: user.username, name: user.name },
  });
  const from = room.servedBy?._id;
  const to = taken.room?.servedBy?._id;
  if (from && to && from !== to) {
    await removeAgent(context, room._id, from);
  }
  if (to) {
    announceAgentTransfer(context, room._id, { from, to });
  }
  return true;
}

function resolve(workspace: Workspace, { room, userId }: AgentForward): { user: User; inquiry: Inquiry } {
  if (!workspace.users.get(userId)) {
    throw new Error('error-invalid-agent');
  }
  const user = onlineAgent(workspace, userId);
  if (!user) {
    throw new Error('error-user-is-offline');
  }
  const inquiry = workspace.inquiries.inGroup(room._id)[0];
  if (!inquiry) {
    throw new Error('error-invalid-inquiry');
  }
  if (room.servedBy?._id === userId) {
    throw new Error('error-selected-agent-room-agent-are-same');
  }
  return { user, inquiry };
}
