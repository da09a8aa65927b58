import type { ServerContext } from './context';
import { isBot } from './serviceStatus';
import type { LivechatRoom, User } from './types';
import type { Workspace } from './Workspace';

/**
 * Whether an agent can take no further chat: of the department, or at all. An agent's own limit goes before the
 * workspace's. Chats on hold do not count, bots have no limit, and without a licence there are no limits.
 */
export function isAtChatLimit(workspace: Workspace, agent: Readonly<User>, departmentId?: string): boolean {
  if (!workspace.edition.licensed || isBot(agent)) {
    return false;
  }
  const departmentLimit = departmentId ? workspace.departments.get(departmentId)?.maxNumberSimultaneousChat : 0;
  const ownLimit = agent.livechat?.maxNumberSimultaneousChat;
  const totalLimit = ownLimit || workspace.quantity('Livechat_maximum_chats_per_agent');
  if (!departmentLimit && !totalLimit) {
    return false;
  }
  const chats = workspace.rooms.find((room) => room.open === true && !room.onHold && room.servedBy?._id === agent._id);
  const inDepartment = chats.filter((room) => room.departmentId === departmentId).length;
  return isReached(inDepartment, departmentLimit) || isReached(chats.length, totalLimit);
}

/** Whether the licence lets this contact go on: he is counted for the current month, or there is room for him. */
export function isWithinContactLimit(context: ServerContext, room: LivechatRoom): boolean {
  const counted = room.v.activity?.includes(contactPeriod(context)) ?? false;
  return counted || !context.workspace.edition.macLimitReached;
}

/** The period for which contacts are counted, `YYYY-MM`. */
export function contactPeriod(context: ServerContext): string {
  return new Date(context.clock.now()).toISOString().slice(0, 7);
}

function isReached(chats: number, limit: number | undefined): boolean {
  return limit !== undefined && limit > 0 && chats >= limit;
}
