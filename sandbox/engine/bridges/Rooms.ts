import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { GetMessagesOptions } from '@rocket.chat/apps-engine/server/bridges/RoomBridge';
import { RoomBridge } from '@rocket.chat/apps-engine/server/bridges/RoomBridge';
import type { Server } from '../../rocketchat/Server';
import type { Documents } from '../converters/Documents';
import { messageToRaw } from '../converters/messages';
import { roomToApp } from '../converters/rooms';
import { userToApp } from '../converters/users';

/** Rooms, of which the workspace has only those of Omnichannel. */
export abstract class Rooms extends RoomBridge {
  constructor(
    private readonly server: Server,
    private readonly documents: Documents,
  ) {
    super();
  }

  protected override async getById(roomId: string): Promise<IRoom> {
    const room = this.server.rooms.get(roomId);
    return (room && roomToApp(room, this.documents)) as IRoom;
  }

  protected override async getCreatorById(): Promise<IUser | undefined> {
    return undefined;
  }

  protected override async getMembers(roomId: string): Promise<IUser[]> {
    const members = this.server.rooms.subscriptionsOf(roomId).map(({ u }) => this.server.users.get(u._id));
    return members.flatMap((user) => (user ? [userToApp(user)] : []));
  }

  protected override async getMessages(roomId: string, options: GetMessagesOptions): Promise<IMessageRaw[]> {
    const messages = this.server.messages.list(roomId, {
      limit: options.limit,
      skip: options.skip,
      order: options.sort?.createdAt === 'desc' ? 'descending' : 'ascending',
      showThreadMessages: options.showThreadMessages,
      withoutSystemMessages: true,
    });
    return messages.map(messageToRaw);
  }

  protected override async update(room: IRoom): Promise<void> {
    if (!room.id || !this.server.rooms.get(room.id)) throw new Error('A room must exist to update.');
    if (room.customFields) this.server.rooms.setCustomFields(room.id, room.customFields);
  }
}
