import type { RoomChange } from '../../rocketchat/Rooms';
import type { LivechatRoom, TransferredBy, User, Visitor } from '../../rocketchat/types';
import type { Call } from '../call';
import { failure, Refusal } from '../call';
import type { Route } from '../routes';
import { pageOf } from './page';

/** Omnichannel rooms as agents and administrators work with them. */
export const roomRoutes: Route[] = [
  ['get', '/rooms', 'agent', list],
  ['get', '/:rid/messages', 'agent', messages],
  ['get', '/inquiries.list', 'agent', inquiries],
  ['post', '/inquiries.take', 'agent', take],
  ['post', '/inquiries.returnAsInquiry', 'agent', returnToQueue],
  ['post', '/room.forward', 'agent', forward],
  ['post', '/room.onHold', 'agent', hold],
  ['post', '/room.resumeOnHold', 'agent', resume],
  ['post', '/room.closeByUser', 'agent', close],
  ['post', '/room.saveInfo', 'agent', save],
];

type AgentCall = Call & { user: User };

function list({ request, instance }: Call): object {
  const { open, departmentId } = request.query as { open?: string; departmentId?: string };
  const agents = ([] as unknown[]).concat(request.query.agents ?? []);
  const matches = (room: LivechatRoom): boolean =>
    (open === undefined || Boolean(room.open) === (open === 'true')) &&
    (departmentId === undefined || room.departmentId === departmentId) &&
    (agents.length === 0 || agents.includes(room.servedBy?._id));
  const { items, ...page } = pageOf(request, instance.server.rooms.list().filter(matches));
  return { rooms: items, ...page };
}

function messages(call: Call): object {
  const room = roomOf(call, call.request.params.rid);
  const { items, ...page } = pageOf(call.request, call.instance.server.messages.list(room._id));
  return { messages: items, ...page };
}

function inquiries({ request, instance }: Call): object {
  const { items, ...page } = pageOf(request, instance.server.rooms.listWaiting());
  return { inquiries: items, ...page };
}

async function take({ request, instance, user }: AgentCall): Promise<object> {
  const { inquiryId, userId = user._id } = request.body as { inquiryId?: string; userId?: string };
  const inquiry = instance.server.rooms.listWaiting().find(({ _id }) => _id === inquiryId);
  if (inquiry === undefined) throw failure('error-not-found', 'error-not-found');
  await instance.server.rooms.take(inquiry.rid, userId);
  return { inquiry: instance.server.rooms.inquiryOf(inquiry.rid) };
}

async function returnToQueue(call: Call): Promise<object> {
  const { roomId, departmentId } = call.request.body as { roomId?: string; departmentId?: string };
  return { result: await call.instance.server.rooms.returnToQueue(openRoomOf(call, roomId)._id, departmentId) };
}

async function forward(call: AgentCall): Promise<void> {
  const { roomId, departmentId, userId, comment } = call.request.body as Record<string, string | undefined>;
  const room = openRoomOf(call, roomId);
  const visitor = call.instance.server.visitors.get(room.v._id) as Visitor;
  const transferredBy = actorOf(call.user);
  const moved = await call.instance.server.rooms.transfer({
    room,
    visitor,
    departmentId,
    userId,
    comment,
    transferredBy,
  });
  if (!moved) throw failure('error-forwarding-chat');
}

async function hold(call: AgentCall): Promise<void> {
  const room = openRoomOf(call, (call.request.body as { roomId?: string }).roomId);
  const comment = `Chat placed On-Hold by ${call.user.username}`;
  await call.instance.server.rooms.placeOnHold(room._id, comment, call.user);
}

async function resume(call: AgentCall): Promise<void> {
  const room = openRoomOf(call, (call.request.body as { roomId?: string }).roomId);
  await call.instance.server.rooms.resume(room._id, `Chat resumed by ${call.user.username}`, call.user);
}

async function close(call: AgentCall): Promise<void> {
  const { rid, comment = '', tags } = call.request.body as { rid?: string; comment?: string; tags?: string[] };
  const room = openRoomOf(call, rid);
  const { _id, username, name } = call.user;
  await call.instance.server.rooms.close({ room, comment, user: { _id, username, name }, ...(tags && { tags }) });
}

function save(call: Call): void {
  const { roomData } = call.request.body as { roomData?: Omit<RoomChange, 'roomId'> & { _id: string } };
  const { _id, ...fields } = roomData ?? { _id: '' };
  call.instance.server.rooms.save({ roomId: roomOf(call, _id)._id, ...fields });
}

function actorOf({ _id, username, name }: User): TransferredBy {
  return { _id, username, name, userType: 'user' };
}

function roomOf({ instance }: Call, roomId: unknown): LivechatRoom {
  const room = instance.server.rooms.get(String(roomId));
  if (room === undefined) throw new Refusal(400, { success: false, error: 'invalid-room' });
  return room;
}

function openRoomOf(call: Call, roomId: unknown): LivechatRoom {
  const room = roomOf(call, roomId);
  if (!room.open) throw failure('This_conversation_is_already_closed');
  return room;
}
