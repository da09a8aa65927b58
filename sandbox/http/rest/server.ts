import type { SettingValue, User } from '../../rocketchat/types';
import type { Call } from '../call';
import { failure, Refusal } from '../call';
import type { Route } from '../routes';

/** The version of Rocket.Chat that ships the Apps-Engine of the sandbox. */
const VERSION = '8.4.0';

/** The server itself, logging in, and settings. */
export const serverRoutes: Route[] = [
  ['get', '/api/info', 'anybody', () => ({ version: VERSION })],
  ['get', '/api/v1/info', 'anybody', () => ({ version: VERSION, info: { version: VERSION } })],
  ['post', '/api/v1/login', 'anybody', login],
  ['post', '/api/v1/logout', 'user', logout],
  ['get', '/api/v1/me', 'user', ({ user }) => user],
  ['get', '/api/v1/settings/:id', 'admin', readSetting],
  ['post', '/api/v1/settings/:id', 'admin', writeSetting],
];

function login({ request, response, cluster, instance }: Call): void {
  const { user: name, username, password, resume } = request.body as Record<string, string | undefined>;
  const wanted = username ?? name ?? '';
  const user =
    resume === undefined
      ? (instance.server.users.getByUsername(wanted) ?? instance.server.users.getByEmail(wanted))
      : cluster.accounts.userOfToken(resume);
  const authToken = user && (resume ?? cluster.accounts.login(user._id, password ?? ''));
  if (user === undefined || authToken === undefined) {
    throw new Refusal(401, { status: 'error', error: 'Unauthorized', message: 'Unauthorized' });
  }
  response.json({ status: 'success', data: { userId: user._id, authToken, me: user } });
}

function logout({ request, response, cluster }: Call & { user: User }): void {
  cluster.accounts.logout(request.get('x-auth-token') ?? '');
  response.json({ status: 'success', data: { message: "You've been logged out!" } });
}

function readSetting({ request, instance }: Call): object {
  const setting = instance.server.workspace.settings.get(String(request.params.id));
  if (setting === undefined) throw failure('The setting does not exist [error-invalid-setting]');
  return { _id: setting._id, value: setting.value };
}

function writeSetting({ request, instance }: Call): void {
  const { value } = request.body as { value?: SettingValue };
  if (value === undefined) throw failure('The value is missing [error-invalid-params]');
  instance.server.workspace.changeSetting(String(request.params.id), value);
}
