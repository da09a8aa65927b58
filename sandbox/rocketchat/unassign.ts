import { roundTrip, type ServerContext } from './context';
import { markQueued } from './queue';
import { changeDepartment, removeAllAgents } from './roomAssignment';
import type { Inquiry } from './types';

/** Takes the agent away, moves the room to a department when given, and queues it. False when the room is closed. */
export async function unassign(context: ServerContext, inquiry: Inquiry, departmentId?: string): Promise<boolean> {
  await roundTrip();
  const room = context.workspace.rooms.get(inquiry.rid);
  if (!room?.open) {
    return false;
  }
  if (departmentId && departmentId !== inquiry.department) {
    await changeDepartment(context, { roomId: room._id, from: inquiry.department, to: departmentId });
  }
  if (room.servedBy) {
    await removeAllAgents(context, room._id);
  }
  markQueued(context, inquiry._id);
  return true;
}
