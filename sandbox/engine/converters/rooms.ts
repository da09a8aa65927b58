import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type { IVisitorChannelInfo } from '@rocket.chat/apps-engine/definition/livechat/ILivechatRoom';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { DirectRoom, LivechatRoom, RoomVisitor } from '../../rocketchat/types';
import type { Documents } from './Documents';
import { departmentToApp } from './departments';
import { defined, renamed, required, unmappedOf } from './mapping';
import { userToApp } from './users';
import { visitorToApp } from './visitors';

const NAMES = {
  id: '_id',
  displayName: 'fname',
  slugifiedName: 'name',
  messageCount: 'msgs',
  createdAt: 'ts',
  updatedAt: '_updatedAt',
  closedAt: 'closedAt',
  lastModifiedAt: 'lm',
  customFields: 'customFields',
  livechatData: 'livechatData',
  isWaitingResponse: 'waitingResponse',
  isOpen: 'open',
  source: 'source',
  closer: 'closer',
  type: 't',
};
const RESOLVED = ['departmentId', 'servedBy', 'responseBy', 'closedBy'];

/** A livechat room as apps see it. */
export function roomToApp(room: LivechatRoom, documents: Documents): ILivechatRoom {
  const { _unmappedProperties_: unmapped, ...fields } = renamed(room, NAMES);
  const rest = Object.entries(unmapped as object).filter(([name]) => !RESOLVED.includes(name));
  const app = { ...fields, ...relations(room, documents), _unmappedProperties_: Object.fromEntries(rest) };
  return defined(app) as unknown as ILivechatRoom;
}

/** A direct room as apps see it. */
export function directRoomToApp({ _id, t, ts, _updatedAt, lm, msgs, uids, usernames }: DirectRoom): IRoom {
  const dates = { createdAt: ts, updatedAt: _updatedAt, lastModifiedAt: lm };
  const app = { id: _id, type: t, ...dates, messageCount: msgs, userIds: uids, usernames };
  return defined(app) as unknown as IRoom;
}

/** A room of any kind as apps see it. */
export function anyRoomToApp(id: string, documents: Documents): IRoom | undefined {
  const room = documents.room(id);
  if (room) return roomToApp(room, documents);
  const direct = documents.directRoom(id);
  return direct && directRoomToApp(direct);
}

function relations(room: LivechatRoom, documents: Documents): Record<string, unknown> {
  const user = (id: string | undefined): unknown => convert(id, (key) => documents.user(key), userToApp);
  return {
    visitor: convert(room.v._id, (id) => documents.visitor(id), visitorToApp),
    visitorChannelInfo: defined({ phone: room.v.phone, lastMessageTs: room.v.lastMessageTs }),
    department: convert(room.departmentId, (id) => documents.department(id), departmentToApp),
    servedBy: user(room.servedBy?._id),
    responseBy: user(room.responseBy?._id),
    closedBy: user(room.closedBy?._id),
  };
}

function convert<T, R>(
  id: string | undefined,
  find: (id: string) => T | undefined,
  toApp: (document: T) => R,
): R | undefined {
  const found = id === undefined ? undefined : find(id);
  return found === undefined ? undefined : toApp(found);
}

/** A room as an app passes it, in the shape of a document. What the app says is believed; nothing is read again. */
export function roomFromApp(room: ILivechatRoom, documents: Documents): LivechatRoom {
  const document = {
    _id: room.id,
    t: room.type,
    fname: room.displayName,
    name: room.slugifiedName,
    v: room.visitor ? visitorFromApp(room, documents) : undefined,
    departmentId: room.department ? required(documents.department(room.department.id))._id : undefined,
    servedBy: embedded(room.servedBy, documents),
    closedBy: embedded(room.closedBy, documents),
    waitingResponse: flag(room.isWaitingResponse),
    open: flag(room.isOpen),
    msgs: room.messageCount ?? 0,
    ts: room.createdAt,
    _updatedAt: room.updatedAt,
    closedAt: room.closedAt,
    lm: room.lastModifiedAt,
    customFields: room.customFields,
    livechatData: room.livechatData,
    source: room.source ? { ...room.source } : undefined,
  };
  return { ...defined(document), ...unmappedOf(room) } as unknown as LivechatRoom;
}

function visitorFromApp(room: ILivechatRoom, documents: Documents): RoomVisitor {
  const visitor = required(documents.visitor(room.visitor.id ?? ''));
  // A room without this part was not read from the host, and the host stumbles over it.
  const channel = required(room.visitorChannelInfo as IVisitorChannelInfo | undefined, 'lastMessageTs');
  return {
    _id: visitor._id,
    username: visitor.username,
    token: visitor.token,
    status: visitor.status || 'online',
    ...(channel.lastMessageTs && { lastMessageTs: channel.lastMessageTs }),
    ...(channel.phone && { phone: channel.phone }),
  };
}

function embedded(user: { id: string } | undefined, documents: Documents): object | undefined {
  if (!user) return undefined;
  const { _id, username } = required(documents.user(user.id));
  return { _id, username };
}

function flag(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : Boolean(value);
}
