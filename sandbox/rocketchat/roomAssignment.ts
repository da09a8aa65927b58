import { dateNow, emitLater, roundTrip, type ServerContext } from './context';
import { randomId } from './ids';
import { saveSystemMessage } from './systemMessages';
import type { AgentReference, LivechatRoom, User } from './types';

/** Makes an agent the one who serves the room: membership, `servedBy`, and the messages of his arrival. */
export async function assignAgent(context: ServerContext, room: LivechatRoom, agent: AgentReference): Promise<void> {
  const { users, rooms, subscriptions } = context.workspace;
  const user = users.get(agent.agentId);
  const author = { _id: agent.agentId, username: agent.username, name: user?.name };
  const at = dateNow(context);
  if (subscriptions.inGroup(room._id, (member) => member.u._id === agent.agentId).length === 0) {
    subscriptions.insert({
      _id: randomId(),
      rid: room._id,
      t: 'l',
      name: room.fname,
      fname: room.fname,
      u: author,
      v: room.v,
      ...(room.departmentId ? { department: room.departmentId } : {}),
      open: true,
      alert: true,
      unread: 1,
      ts: at,
      _updatedAt: at,
    });
  }
  rooms.update(room._id, (document) => {
    document.servedBy = { _id: agent.agentId, username: agent.username, ts: at };
    document.usersCount = subscriptions.inGroup(room._id).length;
    document._updatedAt = at;
  });
  await saveSystemMessage(context, { rid: room._id, t: 'command', msg: 'connected' }, author);
  await saveSystemMessage(context, { rid: room._id, t: 'uj', msg: agent.username }, author);
}

/** Ends an agent's membership; raises IPostLivechatAgentUnassigned with the room as it was before. */
export async function removeAgent(context: ServerContext, roomId: string, agentId: string): Promise<void> {
  await roundTrip();
  const { users, rooms, subscriptions } = context.workspace;
  const room = rooms.get(roomId);
  const agent = users.get(agentId);
  subscriptions.removeAll((member) => member.rid === roomId && member.u._id === agentId);
  if (!room || !agent) {
    return;
  }
  const author = { _id: agent._id, username: agent.username, name: agent.name };
  await saveSystemMessage(context, { rid: roomId, t: 'ul', msg: agent.username }, author);
  emitLater(context, () => ({ interface: 'IPostLivechatAgentUnassigned', room, agent }));
}

/** Ends every membership of the room and leaves it without a server. */
export async function removeAllAgents(context: ServerContext, roomId: string): Promise<void> {
  for (const member of context.workspace.subscriptions.inGroup(roomId)) {
    await removeAgent(context, roomId, member.u._id);
  }
  context.workspace.rooms.update(roomId, (room) => {
    delete room.servedBy;
  });
}

/** A change of a room's department. */
export interface DepartmentChange {
  roomId: string;
  from?: string;
  to: string;
}

/** Moves room, inquiry and memberships to a department; raises IPostLivechatRoomTransferred. */
export async function changeDepartment(context: ServerContext, change: DepartmentChange): Promise<void> {
  await roundTrip();
  const { rooms, inquiries, subscriptions, departments } = context.workspace;
  const { roomId, from, to } = change;
  rooms.update(roomId, (room) => {
    room.departmentId = to;
    room._updatedAt = dateNow(context);
  });
  for (const inquiry of inquiries.inGroup(roomId)) {
    inquiries.update(inquiry._id, (document) => {
      document.department = to;
    });
  }
  for (const member of subscriptions.inGroup(roomId)) {
    subscriptions.update(member._id, (document) => {
      document.department = to;
    });
  }
  emitLater(context, () => {
    const room = rooms.get(roomId);
    const ends = { from: from ? departments.get(from) : undefined, to: departments.get(to) };
    return room && { interface: 'IPostLivechatRoomTransferred', type: 'department', room, ...ends };
  });
}

/** Tells the apps that a room passed from one agent to another (or stayed, when nothing came of it). */
export function announceAgentTransfer(
  context: ServerContext,
  roomId: string,
  ends: { from?: string; to: string },
): void {
  const user = (id: string | undefined): User | undefined => (id ? context.workspace.users.get(id) : undefined);
  emitLater(context, () => {
    const room = context.workspace.rooms.get(roomId);
    const agents = { from: user(ends.from), to: user(ends.to) };
    return room && { interface: 'IPostLivechatRoomTransferred', type: 'agent', room, ...agents };
  });
}
