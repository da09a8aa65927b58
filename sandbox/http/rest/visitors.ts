import type { LivechatRoom, Visitor } from '../../rocketchat/types';
import type { Call } from '../call';
import { failure } from '../call';
import type { Route } from '../routes';
import { pageOf } from './page';

/** What the widget calls: everything is allowed to whoever knows the visitor's token. */
export const visitorRoutes: Route[] = [
  ['get', '/config', 'anybody', config],
  ['post', '/visitor', 'anybody', register],
  ['get', '/visitor/:token', 'anybody', (call) => ({ visitor: visitorOf(call, call.request.params.token) })],
  ['get', '/room', 'anybody', openRoom],
  ['post', '/room.close', 'anybody', closeRoom],
  ['post', '/room.transfer', 'anybody', transferRoom],
  ['post', '/message', 'anybody', send],
  ['put', '/message/:id', 'anybody', edit],
  ['get', '/messages.history/:rid', 'anybody', history],
  ['post', '/custom.field', 'anybody', setCustomField],
];

interface VisitorBody {
  token?: string;
  rid?: string;
  msg?: string;
  _id?: string;
  department?: string;
}

function config({ request, instance }: Call): object {
  const { token, department } = request.query as { token?: string; department?: string };
  const { workspace, rooms, visitors, departments } = instance.server;
  const room = token ? rooms.listOpenByVisitor(token)[0] : undefined;
  const guest = token ? visitors.getByToken(token) : undefined;
  return {
    config: {
      enabled: workspace.setting('Livechat_enabled') === true,
      online: rooms.isOnline(department),
      departments: departments.listEnabledWithAgents().filter(({ showOnRegistration }) => showOnRegistration),
      ...(room && { room }),
      ...(guest && { guest }),
    },
  };
}

function register({ request, instance }: Call): object {
  const { visitor } = request.body as { visitor?: Partial<Visitor> & { email?: string; phone?: unknown } };
  if (!visitor?.token) throw failure('Match error: Missing key visitor.token', 'invalid-params');
  const { token, name, email, phone, department, username } = visitor;
  const number = typeof phone === 'string' ? phone : undefined;
  return {
    visitor: instance.server.visitors.registerGuest({ token, name, email, department, username, phone: number }),
  };
}

async function openRoom(call: Call): Promise<object> {
  const { token, rid, agentId } = call.request.query as Record<string, string | undefined>;
  const visitor = visitorOf(call, token);
  const { rooms } = call.instance.server;
  if (rid !== undefined) {
    const known = rooms.get(rid);
    if (known !== undefined && known.v.token === visitor.token) return { room: known, newRoom: false };
  }
  return { ...(await rooms.create({ visitor, ...(rid && { rid }), ...(agentId && { agentId }) })) };
}

async function closeRoom(call: Call): Promise<object> {
  const { room, visitor } = roomOf(call);
  if (!room.open) throw failure('room-closed');
  const comment = 'Closed by visitor';
  await call.instance.server.rooms.close({ room, visitor, comment });
  return { rid: room._id, comment };
}

async function transferRoom(call: Call): Promise<object> {
  const { room, visitor } = roomOf(call);
  const { department: departmentId } = call.request.body as VisitorBody;
  const { _id, username, name } = visitor;
  const transferredBy = { _id, username, name, userType: 'visitor' as const };
  const moved = await call.instance.server.rooms.transfer({ room, visitor, departmentId, transferredBy });
  if (!moved) throw failure('error-transferring-chat');
  return { room: call.instance.server.rooms.get(room._id) };
}

async function send(call: Call): Promise<object> {
  const { room, visitor } = roomOf(call);
  const { _id, msg = '' } = call.request.body as VisitorBody;
  if (!room.open) throw failure('room-closed');
  const { message } = await call.instance.server.messages.sendAsVisitor(visitor.token, {
    rid: room._id,
    msg,
    ...(_id && { _id }),
  });
  return { message };
}

async function edit(call: Call): Promise<object> {
  const { room, visitor } = roomOf(call);
  const { msg = '' } = call.request.body as VisitorBody;
  const change = { _id: String(call.request.params.id), rid: room._id, msg };
  const { _id, username } = visitor;
  return { message: await call.instance.server.messages.update(change, { _id, username }) };
}

function history(call: Call): object {
  const { token } = call.request.query as { token?: string };
  const visitor = visitorOf(call, token);
  const room = call.instance.server.rooms.get(String(call.request.params.rid));
  if (room === undefined || room.v.token !== visitor.token) throw failure('invalid-room');
  const shown = call.instance.server.messages.roomMessages(room._id).reverse();
  const { items } = pageOf(call.request, shown);
  return { messages: items };
}

function setCustomField(call: Call): object {
  const { token, key, value, overwrite } = (call.request.body ?? {}) as Record<string, unknown>;
  if (typeof key !== 'string' || typeof value !== 'string' || typeof overwrite !== 'boolean') {
    throw failure('must have required properties key, value and overwrite', 'invalid-params');
  }
  const visitor = visitorOf(call, token);
  call.instance.server.customFields.set({ token: visitor.token, key, value, overwrite });
  return { field: { key, value, overwrite } };
}

function visitorOf({ instance }: Call, token: unknown): Visitor {
  const visitor = typeof token === 'string' ? instance.server.visitors.getByToken(token) : undefined;
  if (visitor === undefined) throw failure('invalid-token');
  return visitor;
}

/** The visitor and the room that a body names; the room must be his. */
function roomOf(call: Call): { room: LivechatRoom; visitor: Visitor } {
  const { token, rid } = { ...call.request.query, ...call.request.body } as VisitorBody;
  const visitor = visitorOf(call, token);
  const room = call.instance.server.rooms.get(String(rid));
  if (room === undefined || room.v.token !== visitor.token) throw failure('invalid-room');
  return { room, visitor };
}
