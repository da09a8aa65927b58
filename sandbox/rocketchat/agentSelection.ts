import { isAtChatLimit } from './chatLimits';
import type { ServerContext } from './context';
import { isAgentOnline, onlineAgents } from './serviceStatus';
import type { AgentReference, DepartmentAgent, User } from './types';

/**
 * The next agent by the workspace's routing method, online and below his chat limits. Whoever serves the room already
 * is not left out. Undefined with manual selection, or when nobody is available.
 */
export function nextAgent(context: ServerContext, departmentId?: string): AgentReference | undefined {
  const { workspace } = context;
  if (!workspace.autoAssigns) {
    return undefined;
  }
  const method = workspace.edition.licensed ? workspace.setting('Livechat_Routing_Method') : 'Auto_Selection';
  if (method === 'Load_Balancing' || method === 'Load_Rotation') {
    return byLoad(context, method, departmentId);
  }
  return departmentId ? byCountInDepartment(context, departmentId) : byCount(context);
}

function byCountInDepartment(context: ServerContext, departmentId: string): AgentReference | undefined {
  const { departmentAgents, users } = context.workspace;
  const available = (member: DepartmentAgent): boolean => {
    const user = users.get(member.agentId);
    return user !== undefined && isAvailable(context, user, departmentId);
  };
  const chosen = departmentAgents
    .inGroup(departmentId)
    .filter(available)
    .sort((a, b) => a.count - b.count || a.order - b.order || compare(a.username, b.username))[0];
  if (!chosen) {
    return undefined;
  }
  departmentAgents.update(chosen._id, (member) => {
    member.count += 1;
  });
  return { agentId: chosen.agentId, username: chosen.username };
}

function byCount(context: ServerContext): AgentReference | undefined {
  const { users } = context.workspace;
  const chosen = users
    .find((user) => isAvailable(context, user))
    .sort((a, b) => (a.livechatCount ?? 0) - (b.livechatCount ?? 0) || compare(a.username, b.username))[0];
  if (!chosen) {
    return undefined;
  }
  users.update(chosen._id, (user) => {
    user.livechatCount = (user.livechatCount ?? 0) + 1;
  });
  return { agentId: chosen._id, username: chosen.username };
}

function byLoad(context: ServerContext, method: string, departmentId?: string): AgentReference | undefined {
  const { rooms, users } = context.workspace;
  const openChats = (user: User): number =>
    method === 'Load_Balancing' ? rooms.count((room) => room.open === true && room.servedBy?._id === user._id) : 0;
  const chosen = onlineAgents(context.workspace, departmentId)
    .filter((user) => isAvailable(context, user, departmentId))
    .map((user) => ({ user, load: openChats(user), routedAt: user.lastRoutingTime?.getTime() ?? 0 }))
    .sort((a, b) => a.load - b.load || a.routedAt - b.routedAt || compare(a.user.username, b.user.username))[0]?.user;
  if (!chosen) {
    return undefined;
  }
  users.update(chosen._id, (user) => {
    user.lastRoutingTime = new Date(context.clock.now());
  });
  return { agentId: chosen._id, username: chosen.username };
}

function isAvailable(context: ServerContext, user: Readonly<User>, departmentId?: string): boolean {
  return isAgentOnline(context.workspace, user) && !isAtChatLimit(context.workspace, user, departmentId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
