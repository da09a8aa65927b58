import Ajv, { type JSONSchemaType } from 'ajv';
import type { CommandCall } from '../../engine/UserActions';
import { canSeeRoom } from '../../rocketchat/roomAccess';
import type { User } from '../../rocketchat/types';
import type { Call } from '../call';
import { failure, Refusal } from '../call';
import type { Route } from '../routes';
import { pageOf } from './page';

/** Slash commands, as clients list and run them. */
export const commandRoutes: Route[] = [
  ['get', '/commands.list', 'user', list],
  ['get', '/commands.get', 'user', get],
  ['post', '/commands.run', 'user', run],
];

interface RunBody extends Omit<CommandCall, 'params'> {
  params?: string;
}

const RUN: JSONSchemaType<RunBody> = {
  type: 'object',
  properties: {
    command: { type: 'string' },
    params: { type: 'string', nullable: true },
    roomId: { type: 'string' },
    tmid: { type: 'string', nullable: true },
    triggerId: { type: 'string', nullable: true },
  },
  required: ['command', 'roomId'],
  additionalProperties: false,
};
const isRun = new Ajv({ coerceTypes: true }).compile(RUN);

function list({ request, instance }: Call): object {
  const { items, ...page } = pageOf(request, instance.commands.list());
  return { commands: items, appsLoaded: true, ...page };
}

function get({ request, instance }: Call): object {
  const name = String(request.query.command ?? '');
  const found = instance.commands.get(name);
  if (found === undefined) throw failure(`There is no command in the system by the name of: ${name}`);
  const { command, description, params, providesPreview } = found;
  return { command: { command, description, params, providesPreview } };
}

async function run({ request, instance, user }: Call & { user: User }): Promise<object> {
  const body: unknown = request.body;
  if (!isRun(body)) {
    const problems = (isRun.errors ?? []).map(({ message }) => message).join('\n ');
    throw failure(`${problems} [invalid-params]`, 'invalid-params');
  }
  const command = body.command.toLowerCase();
  if (!instance.commands.get(command)) throw failure('The command provided does not exist (or is disabled).');
  const room = instance.server.rooms.get(body.roomId);
  if (!room || !canSeeRoom(instance.server, room, user)) {
    throw new Refusal(403, { success: false, error: 'User does not have access to this room' });
  }
  if (body.tmid && instance.server.messages.get(body.tmid)?.rid !== body.roomId) throw failure('Invalid thread.');
  await instance.actions.run({ ...body, command, params: body.params ?? '' }, user);
  return {};
}
