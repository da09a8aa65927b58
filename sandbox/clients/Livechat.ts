import { randomUUID } from 'node:crypto';
import type { AxiosResponse } from 'axios';
import type { Department, Inquiry, LivechatRoom, Message, User, Visitor } from '../rocketchat/types';
import { Rest } from './Rest';

/** A document as it arrives over JSON. */
export type Json<T> = T extends Date
  ? string
  : T extends Array<infer Item>
    ? Array<Json<Item>>
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;

/** A person or bot to be made an agent. */
export interface NewAgent {
  username: string;
  password?: string;
  name?: string;
  bot?: boolean;
}

/** Where a message of a visitor goes. */
export interface VisitorRoom {
  token: string;
  rid: string;
}

/** A file to be sent. */
export interface NewFile {
  name: string;
  content: Buffer;
  /** Media type, such as `image/png`. */
  type?: string;
}

const PASSWORD = 'secret';

/** Omnichannel as administrators, agents and visitors use it over REST. */
export class Livechat {
  constructor(private readonly rest: Rest) {}

  /** Creates a user who is an agent, online and available. */
  async createAgent({ username, password = PASSWORD, name = username, bot }: NewAgent): Promise<Json<User>> {
    const roles = bot ? ['bot'] : ['user'];
    const email = `${username}@example.com`;
    await this.rest.post('/api/v1/users.create', { username, password, name, email, roles });
    return (await this.rest.post<{ user: Json<User> }>('/api/v1/livechat/users/agent', { username })).user;
  }

  /** Creates a department with the given agents. */
  async createDepartment(
    fields: Partial<Department> & { name: string },
    agentIds: string[] = [],
  ): Promise<Json<Department>> {
    const body = {
      department: { enabled: true, showOnRegistration: true, showOnOfflineForm: true, ...fields },
      agents: agentIds.map((agentId) => ({ agentId })),
    };
    return (await this.rest.post<{ department: Json<Department> }>('/api/v1/livechat/department', body)).department;
  }

  async changeDepartment(id: string, department: Partial<Department>): Promise<void> {
    await this.rest.put(`/api/v1/livechat/department/${id}`, { department });
  }

  /** Registers a visitor; a random token when none is given. */
  async registerVisitor(
    visitor: { token?: string; name?: string; email?: string; department?: string } = {},
  ): Promise<Json<Visitor>> {
    const body = { visitor: { token: randomUUID(), name: 'Visitor', ...visitor } };
    return (await this.rest.post<{ visitor: Json<Visitor> }>('/api/v1/livechat/visitor', body)).visitor;
  }

  /** The visitor's open room, or a new one. */
  async openRoom(token: string): Promise<Json<LivechatRoom>> {
    return (await this.rest.get<{ room: Json<LivechatRoom> }>('/api/v1/livechat/room', { token })).room;
  }

  /** Gives a custom field of the visitor, or of his open rooms, a value, as the widget does; the field must be defined. */
  async setCustomField(token: string, key: string, value: string): Promise<void> {
    await this.rest.post('/api/v1/livechat/custom.field', { token, key, value, overwrite: true });
  }

  async sendAsVisitor(room: VisitorRoom, msg: string): Promise<Json<Message>> {
    return (await this.rest.post<{ message: Json<Message> }>('/api/v1/livechat/message', { ...room, msg })).message;
  }

  /** Sends a file as a visitor. */
  async uploadAsVisitor({ token, rid }: VisitorRoom, file: NewFile): Promise<Json<Message>> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(file.content)], { type: file.type }), file.name);
    const headers = { 'x-visitor-token': token };
    return this.rest.call({ method: 'post', url: `/api/v1/livechat/upload/${rid}`, data: form, headers });
  }

  /** Fetches a file by its path, as the visitor's widget does. */
  download(token: string, path: string): Promise<AxiosResponse<string>> {
    return new Rest(this.rest.url).send({ url: path, params: { rc_token: token }, responseType: 'text' });
  }

  /** What the visitor's widget shows, newest first. */
  async history({ token, rid }: VisitorRoom, count = 1_000): Promise<Array<Json<Message>>> {
    const url = `/api/v1/livechat/messages.history/${rid}`;
    return (await this.rest.get<{ messages: Array<Json<Message>> }>(url, { token, count })).messages;
  }

  async closeAsVisitor(room: VisitorRoom): Promise<void> {
    await this.rest.post('/api/v1/livechat/room.close', room);
  }

  /** Posts as the user who is logged in. */
  async sendAsUser(roomId: string, text: string): Promise<Json<Message>> {
    return (await this.rest.post<{ message: Json<Message> }>('/api/v1/chat.postMessage', { roomId, text })).message;
  }

  async room(roomId: string): Promise<Json<LivechatRoom>> {
    return (await this.rest.get<{ room: Json<LivechatRoom> }>('/api/v1/rooms.info', { roomId })).room;
  }

  async rooms(filter: { open?: boolean; departmentId?: string; count?: number } = {}): Promise<Json<LivechatRoom>[]> {
    return (await this.rest.get<{ rooms: Json<LivechatRoom>[] }>('/api/v1/livechat/rooms', filter)).rooms;
  }

  /** Every message of a room, system messages included, oldest first. */
  async messages(roomId: string, count = 1_000): Promise<Array<Json<Message>>> {
    const url = `/api/v1/livechat/${roomId}/messages`;
    return (await this.rest.get<{ messages: Array<Json<Message>> }>(url, { count })).messages;
  }

  async inquiries(): Promise<Array<Json<Inquiry>>> {
    return (await this.rest.get<{ inquiries: Array<Json<Inquiry>> }>('/api/v1/livechat/inquiries.list')).inquiries;
  }

  async take(inquiryId: string): Promise<void> {
    await this.rest.post('/api/v1/livechat/inquiries.take', { inquiryId });
  }

  async returnToQueue(roomId: string): Promise<void> {
    await this.rest.post('/api/v1/livechat/inquiries.returnAsInquiry', { roomId });
  }

  async forward(roomId: string, target: { departmentId: string } | { userId: string }): Promise<void> {
    await this.rest.post('/api/v1/livechat/room.forward', { roomId, ...target });
  }

  async placeOnHold(roomId: string): Promise<void> {
    await this.rest.post('/api/v1/livechat/room.onHold', { roomId });
  }

  async close(rid: string, comment = 'Done'): Promise<void> {
    await this.rest.post('/api/v1/livechat/room.closeByUser', { rid, comment });
  }

  /** Makes an agent ready to take chats, or not. */
  async setAgentStatus(agentId: string, status: 'available' | 'not-available'): Promise<void> {
    await this.rest.post('/api/v1/livechat/agent.status', { agentId, status });
  }

  /** Sets the presence of a user. */
  async setPresence(userId: string, status: User['status']): Promise<void> {
    await this.rest.post('/api/v1/users.setStatus', { userId, status });
  }
}
