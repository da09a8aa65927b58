import { AGENT_ROLE } from './Agents';
import type { AgentReference, User } from './types';
import type { Workspace } from './Workspace';

/** Whether an agent counts as online: active, available and present. Bots are always present. */
export function isAgentOnline(workspace: Workspace, user: Readonly<User>): boolean {
  const isAgent = user.active && user.roles.includes(AGENT_ROLE) && user.statusLivechat === 'available';
  if (!isAgent) {
    return false;
  }
  const idleAllowed = workspace.flag('Livechat_enabled_when_agent_idle') || user.statusConnection !== 'away';
  return isBot(user) || (user.status !== 'offline' && idleAllowed);
}

/** Whether routing treats this user as a bot, which skips queue and limits. */
export function isBot(user: Readonly<User>): boolean {
  return user.roles.includes('bot');
}

/** The online agent with this id; undefined when he is offline, or no agent. */
export function onlineAgent(workspace: Workspace, agentId: string): User | undefined {
  const user = workspace.users.get(agentId);
  return user && isAgentOnline(workspace, user) ? user : undefined;
}

/** Everybody online in a department, or in the workspace. */
export function onlineAgents(workspace: Workspace, departmentId?: string): User[] {
  if (!departmentId) {
    return workspace.users.find((user) => isAgentOnline(workspace, user));
  }
  return workspace.departmentAgents
    .inGroup(departmentId)
    .map((member) => onlineAgent(workspace, member.agentId))
    .filter((user) => user !== undefined);
}

/** Whether anybody is online for a department or, from there, along its chain of fallback departments. */
export function anyAgentOnline(workspace: Workspace, departmentId?: string, visited: string[] = []): boolean {
  if (onlineAgents(workspace, departmentId).length > 0) {
    return true;
  }
  const fallback = departmentId ? workspace.departments.get(departmentId)?.fallbackForwardDepartment : undefined;
  if (!departmentId || !fallback || visited.includes(fallback)) {
    return false;
  }
  return anyAgentOnline(workspace, fallback, [...visited, departmentId]);
}

/** The answer to "is the service online?", as the widget and the apps get it. */
export function isOnline(workspace: Workspace, departmentId?: string): boolean {
  return (
    workspace.flag('Livechat_accept_chats_with_no_agents') ||
    nextBot(workspace, departmentId) !== undefined ||
    anyAgentOnline(workspace, departmentId)
  );
}

/** The bot that gets new conversations, when the workspace gives them to bots. */
export function nextBot(workspace: Workspace, departmentId?: string): AgentReference | undefined {
  if (!workspace.flag('Livechat_assign_new_conversation_to_bot')) {
    return undefined;
  }
  const bot = onlineAgents(workspace, departmentId).find(isBot);
  return bot && { agentId: bot._id, username: bot.username };
}
