import { randomBytes } from 'node:crypto';
import type { ILivechatMessage } from '@rocket.chat/apps-engine/definition/livechat';
import type { IMessage, IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Message, UserReference } from '../../rocketchat/types';
import { attachmentsFromApp, attachmentsToApp } from './attachments';
import type { Documents } from './Documents';
import type { Fields } from './mapping';
import { defined, renamed, required, unmappedOf } from './mapping';
import { anyRoomToApp } from './rooms';
import { referenceToApp, userToApp } from './users';

const NAMES = {
  id: '_id',
  threadId: 'tmid',
  reactions: 'reactions',
  parseUrls: 'parseUrls',
  text: 'msg',
  createdAt: 'ts',
  updatedAt: '_updatedAt',
  editedAt: 'editedAt',
  emoji: 'emoji',
  avatarUrl: 'avatar',
  alias: 'alias',
  file: 'file',
  files: 'files',
  customFields: 'customFields',
  groupable: 'groupable',
  token: 'token',
  blocks: 'blocks',
  type: 't',
};
const RESOLVED = ['rid', 'u', 'editedBy', 'attachments'];

/** A message as apps see it, with its room and people read at this moment. */
export function messageToApp(message: Message, documents: Documents): ILivechatMessage {
  const { _unmappedProperties_: unmapped, ...fields } = renamed(message, NAMES);
  const editor = message.editedBy && documents.user(message.editedBy._id);
  const app = {
    ...fields,
    room: anyRoomToApp(message.rid, documents),
    sender: senderToApp(message, documents),
    editor: editor && userToApp(editor),
    attachments: message.attachments && attachmentsToApp(message.attachments),
    _unmappedProperties_: without(unmapped as Fields, RESOLVED),
  };
  return defined(app) as unknown as ILivechatMessage;
}

/** A message as apps see it where many are read at once: people and rooms are references. */
export function messageToRaw(message: Message): IMessageRaw {
  const { _unmappedProperties_: unmapped, ...fields } = renamed(message, NAMES);
  const app = {
    ...fields,
    roomId: message.rid,
    sender: message.u,
    editor: message.editedBy,
    attachments: message.attachments && attachmentsToApp(message.attachments),
    _unmappedProperties_: without(unmapped as Fields, RESOLVED),
  };
  return defined(app) as unknown as IMessageRaw;
}

/** A new message of an app as it is stored. */
export function messageFromApp(message: ILivechatMessage, documents: Documents): Message {
  const id = message.room?.id;
  const room = id ? (documents.room(id) ?? documents.directRoom(id)) : undefined;
  if (room === undefined) throw new Error('Invalid room provided on the message.');
  const now = documents.now();
  const document = {
    ...changesFromApp(message, documents),
    _id: message.id || randomBytes(12).toString('base64url').slice(0, 17),
    rid: room._id,
    ts: message.createdAt ?? now,
    _updatedAt: message.updatedAt ?? now,
  };
  return { ...document, ...unmappedOf(message) } as unknown as Message;
}

/** What an app's message says about a stored one, only the fields that have a value. */
export function changesFromApp(message: ILivechatMessage, documents: Documents): Partial<Message> {
  const passed = [
    'emoji',
    'alias',
    'customFields',
    'groupable',
    'reactions',
    'parseUrls',
    'blocks',
    'token',
    'editedAt',
  ];
  const values = message as unknown as Fields;
  const editor = message.editor && required(documents.user(message.editor.id));
  return defined({
    ...Object.fromEntries(passed.filter((name) => values[name] != null).map((name) => [name, values[name]])),
    _id: message.id,
    rid: message.room?.id,
    msg: message.text,
    u: message.sender?.id ? authorOf(message.sender, documents) : undefined,
    avatar: message.avatarUrl ?? undefined,
    tmid: message.threadId ?? undefined,
    editedBy: editor && { _id: editor._id, username: editor.username },
    attachments: Array.isArray(message.attachments) ? attachmentsFromApp(message.attachments) : undefined,
  }) as Partial<Message>;
}

function senderToApp(message: Message, documents: Documents): IUser {
  const user = message.token ? undefined : documents.user(message.u._id);
  return user ? userToApp(user) : referenceToApp(message.u);
}

function authorOf(sender: IMessage['sender'], documents: Documents): UserReference {
  const user = documents.user(sender.id);
  if (user) return { _id: user._id, username: user.username, name: user.name };
  return { _id: sender.id, username: sender.username, name: sender.name };
}

function without(fields: Fields, names: string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
