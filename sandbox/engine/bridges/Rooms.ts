import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';
import { type IRoom, RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { GetMessagesOptions } from '@rocket.chat/apps-engine/server/bridges/RoomBridge';
import { RoomBridge } from '@rocket.chat/apps-engine/server/bridges/RoomBridge';
import type { Server } from '../../rocketchat/Server';
import type { Documents } from '../converters/Documents';
import { messageToRaw } from '../converters/messages';
import { anyRoomToApp, directRoomToApp } from '../converters/rooms';
import { userToApp } from '../converters/users';

/** Rooms, of which the workspace has those of Omnichannel and direct ones. */
export abstract class Rooms extends RoomBridge {
  constructor(
    private readonly server: Server,
    private readonly documents: Documents,
  ) {
    super();
  }

  protected override async getById(roomId: string): Promise<IRoom> {
    return anyRoomToApp(roomId, this.documents) as IRoom;
  }

  protected override async create(room: IRoom, members: string[]): Promise<string> {
    if (room.type !== RoomType.DIRECT_MESSAGE) throw new Error('The sandbox has Omnichannel and direct rooms only.');
    return this.server.directRooms.open(room.creator.id, members)._id;
  }

  protected override async getDirectByUsernames(usernames: string[]): Promise<IRoom | undefined> {
    const room = this.server.directRooms.ofUsernames(usernames);
    return room && directRoomToApp(room);
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
