import type { IExtraRoomParams } from '@rocket.chat/apps-engine/definition/accessors/ILivechatCreator';
import type {
  IDepartment,
  ILivechatMessage,
  ILivechatRoom,
  ILivechatTransferData,
  IVisitor,
} from '@rocket.chat/apps-engine/definition/livechat';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { LivechatBridge } from '@rocket.chat/apps-engine/server/bridges/LivechatBridge';
import { AGENT_ROLE } from '../../rocketchat/Agents';
import type { Server } from '../../rocketchat/Server';
import type { LivechatRoom, Visitor } from '../../rocketchat/types';
import type { GuestRegistration } from '../../rocketchat/Visitors';
import type { Documents } from '../converters/Documents';
import { departmentToApp } from '../converters/departments';
import { changesFromApp, messageFromApp, messageToApp } from '../converters/messages';
import { roomFromApp, roomToApp } from '../converters/rooms';
import { visitorFromApp, visitorToApp } from '../converters/visitors';

/** A value of an Omnichannel custom field, as the engine hands it over. */
interface CustomFieldValue {
  token: string;
  key: string;
  value: string;
  overwrite: boolean;
}

/** Omnichannel. */
export abstract class Livechat extends LivechatBridge {
  constructor(
    private readonly server: Server,
    private readonly documents: Documents,
    private readonly appName: (appId: string) => string | undefined,
  ) {
    super();
  }

  protected override isOnline(departmentId?: string): boolean {
    return this.server.rooms.isOnline(departmentId);
  }

  protected override async isOnlineAsync(departmentId?: string): Promise<boolean> {
    return this.server.rooms.isOnline(departmentId);
  }

  protected override async createMessage(message: ILivechatMessage): Promise<string> {
    if (!message.token) throw new Error('Invalid token for livechat message');
    const document = messageFromApp(message, this.documents);
    const { message: sent } = await this.server.messages.sendAsVisitor(message.token, document);
    if (sent === undefined) throw new TypeError("Cannot read properties of undefined (reading '_id')");
    return sent._id;
  }

  protected override async getMessageById(messageId: string): Promise<ILivechatMessage> {
    const message = this.server.messages.get(messageId);
    return (message && messageToApp(message, this.documents)) as ILivechatMessage;
  }

  protected override async updateMessage(message: ILivechatMessage): Promise<void> {
    const stored = message.id ? this.server.messages.get(message.id) : undefined;
    if (stored === undefined) throw new Error('A message must exist to update.');
    const changes = changesFromApp(message, this.documents);
    await this.server.messages.update({ ...changes, _id: stored._id, rid: stored.rid }, stored.u);
  }

  protected override async createVisitor(visitor: IVisitor): Promise<string> {
    return this.server.visitors.registerGuest(guestOf(visitor))._id;
  }

  protected override async createAndReturnVisitor(visitor: IVisitor): Promise<IVisitor | undefined> {
    return visitorToApp(this.server.visitors.registerGuest(guestOf(visitor)));
  }

  protected override async findVisitors(query: object): Promise<IVisitor[]> {
    const wanted = Object.entries(query);
    const matches = (visitor: Readonly<Visitor>): boolean =>
      wanted.every(([field, value]) => (visitor as unknown as Record<string, unknown>)[field] === value);
    return this.server.visitors.find(matches).map(visitorToApp);
  }

  protected override async findVisitorById(id: string): Promise<IVisitor | undefined> {
    return toApp(this.server.visitors.get(id));
  }

  protected override async findVisitorByEmail(email: string): Promise<IVisitor | undefined> {
    return toApp(this.server.visitors.getByEmail(email));
  }

  protected override async findVisitorByToken(token: string): Promise<IVisitor | undefined> {
    return toApp(this.server.visitors.getByToken(token));
  }

  protected override async findVisitorByPhoneNumber(phoneNumber: string): Promise<IVisitor | undefined> {
    return toApp(this.server.visitors.getByPhone(phoneNumber));
  }

  protected override async transferVisitor(
    visitor: IVisitor,
    { currentRoom, targetAgent, targetDepartment }: ILivechatTransferData,
    appId: string,
  ): Promise<boolean> {
    if (!visitor) throw new Error('Invalid visitor, cannot transfer');
    const appUser = this.server.users.getByAppId(appId);
    if (appUser === undefined) throw new Error('Invalid app user, cannot transfer');
    const { _id, username, name } = appUser;
    return this.server.rooms.transfer({
      room: roomFromApp(currentRoom, this.documents),
      visitor: visitorFromApp(visitor),
      departmentId: targetDepartment || undefined,
      userId: targetAgent?.id ? this.agentId(targetAgent.id) : undefined,
      transferredBy: { _id, username, name, userType: 'user' },
    });
  }

  protected override async createRoom(
    visitor: IVisitor,
    agent: IUser,
    appId: string,
    { source, customFields }: IExtraRoomParams = {},
  ): Promise<ILivechatRoom> {
    if (source?.type !== 'app') throw new Error('Invalid source type for livechat room');
    if (agent?.id && !this.server.users.get(agent.id)) {
      throw new Error(`The agent with id "${agent.id}" was not found.`);
    }
    const { room } = await this.server.rooms.create({
      visitor: visitorFromApp(visitor),
      ...(agent?.id && { agentId: agent.id }),
      source: { type: 'app', id: appId, alias: this.appName(appId), label: source.label },
      ...(customFields && { customFields }),
    });
    return this.roomToApp(room);
  }

  protected override async closeRoom(
    room: ILivechatRoom,
    comment: string,
    closer: IUser | undefined,
  ): Promise<boolean> {
    return this.server.rooms.close({
      room: roomFromApp(room, this.documents),
      comment,
      ...(closer && { user: { _id: closer.id, username: closer.username, name: closer.name } }),
      ...(room.visitor && { visitor: visitorFromApp(room.visitor) }),
    });
  }

  protected override async countOpenRoomsByAgentId(agentId: string): Promise<number> {
    if (!agentId) throw new Error('Invalid agentId');
    return this.server.rooms.countOpenByAgent(agentId);
  }

  protected override async findOpenRoomsByAgentId(agentId: string): Promise<ILivechatRoom[]> {
    if (!agentId) throw new Error('Invalid agentId');
    return this.server.rooms.listOpenByAgent(agentId).map((room) => this.roomToApp(room));
  }

  protected override async findRooms(visitor: IVisitor, departmentId: string | null): Promise<ILivechatRoom[]> {
    if (!visitor) return [];
    const rooms = this.server.rooms.listOpenByVisitor(visitor.token, departmentId ?? undefined);
    return rooms.map((room) => this.roomToApp(room));
  }

  protected override async findDepartmentByIdOrName(value: string): Promise<IDepartment | undefined> {
    const department = this.server.departments.getByIdOrName(value);
    return department && departmentToApp(department);
  }

  protected override async findDepartmentsEnabledWithAgents(): Promise<IDepartment[]> {
    return this.server.departments.listEnabledWithAgents().map(departmentToApp);
  }

  protected override async _fetchLivechatRoomMessages(_appId: string, roomId: string): Promise<IMessage[]> {
    return this.server.messages.roomMessages(roomId).map((message) => messageToApp(message, this.documents));
  }

  protected override async setCustomFields(value: CustomFieldValue): Promise<number> {
    // The engine's type says number; the host answers whether anything was written.
    return this.server.customFields.set(value) as unknown as number;
  }

  private agentId(userId: string): string {
    if (!this.server.users.get(userId)?.roles.includes(AGENT_ROLE)) {
      throw new Error('Invalid target agent, cannot transfer');
    }
    return userId;
  }

  private roomToApp(room: LivechatRoom): ILivechatRoom {
    return roomToApp(room, this.documents);
  }
}

function toApp(visitor: Visitor | undefined): IVisitor | undefined {
  return visitor && visitorToApp(visitor);
}

function guestOf(visitor: IVisitor): GuestRegistration {
  return {
    token: visitor.token,
    id: visitor.id ?? undefined,
    name: visitor.name ?? undefined,
    username: visitor.username ?? undefined,
    department: visitor.department ?? undefined,
    phone: visitor.phone?.[0]?.phoneNumber,
    email: visitor.visitorEmails?.[0]?.address,
  };
}
