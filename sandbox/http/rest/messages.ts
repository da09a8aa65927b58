import type { Message, MessageAttachment, User } from '../../rocketchat/types';
import type { Call } from '../call';
import { failure } from '../call';
import type { Route } from '../routes';

/** Messages and rooms as users work with them. */
export const messageRoutes: Route[] = [
  ['post', '/chat.postMessage', 'user', post],
  ['post', '/chat.update', 'user', update],
  ['post', '/chat.delete', 'user', remove],
  ['get', '/chat.getMessage', 'user', (call) => ({ message: messageOf(call, call.request.query.msgId) })],
  ['get', '/rooms.info', 'user', room],
];

interface MessageBody {
  roomId?: string;
  msgId?: string;
  text?: string;
  alias?: string;
  attachments?: MessageAttachment[];
}

async function post({ request, instance, user }: Call & { user: User }): Promise<object> {
  const { roomId = '', text = '', attachments, alias } = request.body as MessageBody;
  const message = await instance.server.messages.sendAsUser(user._id, {
    rid: roomId,
    msg: text,
    ...(attachments && { attachments }),
    ...(alias && { alias }),
  });
  return { message, channel: roomId, ts: message?.ts.getTime() };
}

async function update(call: Call & { user: User }): Promise<object> {
  const { msgId, text = '' } = call.request.body as MessageBody;
  const { _id, rid } = messageOf(call, msgId);
  return { message: await call.instance.server.messages.update({ _id, rid, msg: text }, call.user) };
}

async function remove(call: Call & { user: User }): Promise<object> {
  const { msgId } = call.request.body as MessageBody;
  const { _id } = messageOf(call, msgId);
  await call.instance.server.messages.delete(_id, call.user._id);
  return { _id, ts: Date.now() };
}

function room({ request, instance }: Call): object {
  const found = instance.server.rooms.get(String(request.query.roomId));
  if (found === undefined) throw failure('error-room-not-found [error-room-not-found]', 'error-room-not-found');
  return { room: found };
}

function messageOf({ instance }: Call, id: unknown): Message {
  const message = instance.server.messages.get(String(id));
  if (message === undefined) throw failure(`No message found with the id of "${String(id)}".`);
  return message;
}
