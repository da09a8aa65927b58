import { closeRoom } from './close';
import { dateNow, type ServerContext } from './context';
import { placeOnHold, resumeOnHold } from './onHold';
import type { CloseRequest, OpenedRoom, RoomRequest, TransferRequest } from './requests';
import { openRoom } from './roomCreation';
import { isOnline } from './serviceStatus';
import { returnToQueue, takeAsAgent } from './takeByHand';
import { transferRoom } from './transfer';
import type { Inquiry, LivechatRoom, Subscription, UserReference } from './types';

/** What a user or the REST API may change on a room. */
export interface RoomChange {
  roomId: string;
  topic?: string;
  tags?: string[];
  livechatData?: Record<string, unknown>;
}

/** Omnichannel rooms, their queue entries and their agents. */
export class Rooms {
  constructor(private readonly context: ServerContext) {}

  /** The visitor's open room, or a new one with its inquiry, routed or queued. */
  create(request: RoomRequest): Promise<OpenedRoom> {
    return openRoom(this.context, request);
  }

  get(id: string): LivechatRoom | undefined {
    return this.context.workspace.rooms.get(id);
  }

  /** Every room, open or closed, in order of creation. */
  list(): LivechatRoom[] {
    return this.context.workspace.rooms.find();
  }

  /** Every room of a visitor, closed ones included, in order of creation. */
  listByVisitor(token: string): LivechatRoom[] {
    return this.context.workspace.rooms.inGroup(token);
  }

  /** Open rooms of a visitor, in one department when given. */
  listOpenByVisitor(token: string, departmentId?: string): LivechatRoom[] {
    return this.context.workspace.rooms.inGroup(
      token,
      (room) => room.open === true && (!departmentId || room.departmentId === departmentId),
    );
  }

  listOpenByAgent(agentId: string): LivechatRoom[] {
    return this.context.workspace.rooms.find((room) => room.open === true && room.servedBy?._id === agentId);
  }

  countOpenByAgent(agentId: string): number {
    return this.context.workspace.rooms.count((room) => room.open === true && room.servedBy?._id === agentId);
  }

  /** The room's place in the queue; undefined once it is closed. */
  inquiryOf(roomId: string): Inquiry | undefined {
    return this.context.workspace.inquiries.inGroup(roomId)[0];
  }

  /** Inquiries that nobody has taken, oldest first. */
  listWaiting(): Inquiry[] {
    return this.context.workspace.inquiries.find((inquiry) => inquiry.status !== 'taken');
  }

  subscriptionsOf(roomId: string): Subscription[] {
    return this.context.workspace.subscriptions.inGroup(roomId);
  }

  /**
   * Forwards a room to a department or an agent. True promises only that the room belongs to the target (or its
   * fallback) department; nobody need be serving it.
   */
  transfer(request: TransferRequest): Promise<boolean> {
    return transferRoom(this.context, request);
  }

  /** Closes a room; of several concurrent attempts exactly one resolves, the others throw. */
  close(request: CloseRequest): Promise<true> {
    return closeRoom(this.context, request);
  }

  /** An agent takes a waiting room by hand. */
  take(roomId: string, agentId: string): Promise<LivechatRoom> {
    return takeAsAgent(this.context, roomId, agentId);
  }

  /** Puts a served room back into the queue; false when nobody serves it. */
  returnToQueue(roomId: string, departmentId?: string): Promise<boolean> {
    return returnToQueue(this.context, roomId, departmentId);
  }

  /** Puts a room on hold. Enterprise. */
  placeOnHold(roomId: string, comment: string, by: UserReference): Promise<void> {
    return placeOnHold(this.context, { roomId, comment, by });
  }

  /** Takes a room off hold. Enterprise. */
  resume(roomId: string, comment: string, by: UserReference): Promise<void> {
    return resumeOnHold(this.context, { roomId, comment, by });
  }

  /** Replaces the whole `customFields` object, as the app's room updater does; the last writer wins. */
  setCustomFields(roomId: string, customFields: Record<string, unknown>): LivechatRoom | undefined {
    return this.context.workspace.rooms.update(roomId, (room) => {
      room.customFields = customFields;
      room._updatedAt = dateNow(this.context);
    });
  }

  /** Saves a room as the user interface does; raises IPostLivechatRoomSaved. */
  save({ roomId, ...fields }: RoomChange): LivechatRoom | undefined {
    const room = this.context.workspace.rooms.update(roomId, (document) => {
      Object.assign(document, fields, { _updatedAt: dateNow(this.context) });
    });
    if (room) {
      this.context.emit({ interface: 'IPostLivechatRoomSaved', room });
    }
    return room;
  }

  /** Whether somebody is online for a department or one of its fallbacks, or at all. Says nothing about capacity. */
  isOnline(departmentId?: string): boolean {
    return isOnline(this.context.workspace, departmentId);
  }
}
