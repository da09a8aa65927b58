import type { User } from '../../rocketchat/types';
import type { Call } from '../call';
import { failure, notFound } from '../call';
import type { Route } from '../routes';
import { pageOf } from './page';

/** The agents of Omnichannel. */
export const agentRoutes: Route[] = [
  ['get', '/users/agent', 'agent', list],
  ['post', '/users/agent', 'admin', add],
  ['get', '/users/agent/:id', 'agent', (call) => ({ user: found(call) })],
  ['delete', '/users/agent/:id', 'admin', remove],
  ['post', '/agent.status', 'agent', setStatus],
];

function list({ request, instance }: Call): object {
  const { items, ...page } = pageOf(request, instance.server.agents.list());
  return { users: items, ...page };
}

function add({ request, instance }: Call): object {
  const { username } = request.body as { username?: string };
  if (!username) throw failure('Match error: Missing key username', 'invalid-params');
  return { user: instance.server.agents.add(username) };
}

function remove(call: Call): void {
  call.instance.server.agents.remove(found(call)._id);
}

function setStatus({ request, instance, user }: Call & { user: User }): object {
  const { agentId = user._id, status } = request.body as { agentId?: string; status?: User['statusLivechat'] };
  const agent = instance.server.agents.list().find(({ _id }) => _id === agentId);
  if (agent === undefined) throw notFound('Agent not found');
  if (agentId !== user._id && !user.roles.includes('admin')) throw failure('error-not-allowed', 'error-not-allowed');
  const next = status ?? (agent.statusLivechat === 'available' ? 'not-available' : 'available');
  return { status: instance.server.agents.setAvailability(agentId, next).statusLivechat };
}

function found({ request, instance }: Call): User {
  const agent = instance.server.agents.list().find(({ _id }) => _id === request.params.id);
  if (agent === undefined) throw notFound('User not found [error-invalid-user]');
  return agent;
}
