import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Operator } from '../lib/operator';

/** Roles of Rocket.Chat that see every Omnichannel room and change what is in it. */
const MANAGERS: readonly string[] = ['admin', 'livechat-manager'];
const AGENT = 'livechat-agent';

/** Roles whose users are shown the tools; what each of them may do in a room is looked at when he does it. */
export const OPERATOR_ROLES: readonly string[] = [...MANAGERS, AGENT];

/** The user as an operator, by his roles of this moment. */
export function toOperator({ username, roles }: IUser): Operator {
  const has = (role: string) => (roles ?? []).includes(role);
  return { username, isManager: MANAGERS.some(has), isAgent: has(AGENT) };
}
