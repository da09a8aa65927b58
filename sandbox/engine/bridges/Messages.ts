import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { ITypingDescriptor } from '@rocket.chat/apps-engine/server/bridges/MessageBridge';
import { MessageBridge } from '@rocket.chat/apps-engine/server/bridges/MessageBridge';
import type { Server } from '../../rocketchat/Server';
import type { Documents } from '../converters/Documents';
import { required } from '../converters/mapping';
import { changesFromApp, messageFromApp, messageToApp } from '../converters/messages';
import type { Broadcast } from '../observe/Monitor';

/** Messages of users, bots and apps. */
export abstract class Messages extends MessageBridge {
  constructor(
    private readonly server: Server,
    private readonly documents: Documents,
    private readonly broadcast: (broadcast: Broadcast) => void,
  ) {
    super();
  }

  protected override async create(message: IMessage): Promise<string> {
    const document = messageFromApp(message, this.documents);
    const sent = await this.server.messages.sendAsUser(required(document.u)._id, document);
    // The host stumbles over a message that was not written, for example because its id is taken.
    if (sent === undefined) throw new TypeError("Cannot read properties of undefined (reading '_id')");
    return sent._id;
  }

  protected override async getById(messageId: string): Promise<IMessage> {
    const message = this.server.messages.get(messageId);
    return (message && messageToApp(message, this.documents)) as IMessage;
  }

  protected override async update(message: IMessage): Promise<void> {
    if (!message.editor) throw new Error('Invalid editor assigned to the message for the update.');
    const stored = message.id ? this.server.messages.get(message.id) : undefined;
    if (stored === undefined) throw new Error('A message must exist to update.');
    const changes = changesFromApp(message, this.documents);
    const editor = required(this.server.users.get(message.editor.id));
    await this.server.messages.update({ ...changes, _id: stored._id, rid: stored.rid }, editor);
  }

  protected override async delete(message: IMessage, user: IUser): Promise<void> {
    if (!message.id) throw new Error('Invalid message id');
    await this.server.messages.delete(message.id, user.id);
  }

  protected override async notifyUser(user: IUser, message: IMessage): Promise<void> {
    this.broadcast({ kind: 'user', roomId: message.room?.id, username: user.username, text: message.text });
  }

  protected override async notifyRoom(room: IRoom, message: IMessage): Promise<void> {
    this.broadcast({ kind: 'room', roomId: room.id, text: message.text });
  }

  protected override async typing({ id, username, isTyping }: ITypingDescriptor): Promise<void> {
    this.broadcast({ kind: 'typing', roomId: id, username, isTyping });
  }
}
