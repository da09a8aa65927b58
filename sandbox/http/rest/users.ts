import type { User } from '../../rocketchat/types';
import type { Call } from '../call';
import { failure } from '../call';
import type { Route } from '../routes';

/** Users of the workspace. */
export const userRoutes: Route[] = [
  ['post', '/users.create', 'admin', create],
  ['get', '/users.info', 'user', (call) => ({ user: found(call, call.request.query as UserKey) })],
  ['get', '/users.list', 'admin', ({ instance }) => ({ users: instance.server.users.list() })],
  ['post', '/users.setStatus', 'user', setStatus],
  ['post', '/users.setActiveStatus', 'admin', setActive],
];

interface UserKey {
  userId?: string;
  username?: string;
}

interface NewUser {
  username?: string;
  password?: string;
  name?: string;
  email?: string;
  roles?: string[];
}

function create({ request, instance, cluster }: Call): object {
  const { username, password, name, email, roles = ['user'] } = request.body as NewUser;
  if (!username || !password) throw failure('Match error: Missing key username or password', 'invalid-params');
  if (instance.server.users.getByUsername(username)) {
    throw failure(`${username} is already in use :( [error-field-unavailable]`, 'error-field-unavailable');
  }
  const type = roles.includes('bot') ? 'bot' : 'user';
  const user = instance.server.users.create({ username, name, email, roles, type });
  cluster.accounts.setPassword(user._id, password);
  return { user };
}

function setStatus(call: Call & { user: User }): void {
  const { status, userId, username } = call.request.body as UserKey & { status?: User['status'] };
  const target = userId || username ? found(call, { userId, username }) : call.user;
  if (target._id !== call.user._id && !call.user.roles.includes('admin')) throw failure('unauthorized');
  if (status) call.instance.server.users.setStatus(target._id, status);
}

function setActive(call: Call): object {
  const { userId, activeStatus } = call.request.body as UserKey & { activeStatus?: boolean };
  const user = found(call, { userId });
  call.instance.server.users.setActive(user._id, activeStatus === true);
  return { user: call.instance.server.users.get(user._id) };
}

function found({ instance }: Call, { userId, username }: UserKey): User {
  const { users } = instance.server;
  const user = userId ? users.get(userId) : users.getByUsername(username ?? '');
  if (user === undefined) throw failure('User not found.');
  return user;
}
