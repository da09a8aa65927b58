import type {
  ILivechatRead,
  ILivechatUpdater,
  IRoomRead,
  IUserRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import type { ILivechatRoom, IVisitor } from '@rocket.chat/apps-engine/definition/livechat';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { Room, Rooms, TransferAnswer, Visitor } from '../rooms';
import { HostTimeout, hostCall } from './hostCall';
import { languageOf } from './languageOf';
import { isClosedAlready, readRefusal } from './transferRefusal';

/** A transfer makes the host do much; what it takes on top of a read must still fit in the 30 s of a handler. */
const TRANSFER_TIMEOUT_MS = 12_000;

/** The parts of the engine that rooms are read and moved through. */
export interface RoomAccess {
  readonly rooms: IRoomRead;
  readonly livechat: ILivechatRead;
  readonly users: IUserRead;
  readonly updater: ILivechatUpdater;
}

/**
 * The rooms of the host, through the engine. It remembers the engine's own object of each room it hands out, because
 * the host trusts the object that comes with a call instead of reading the room again.
 */
export class EngineRooms implements Rooms {
  private readonly engineRooms = new WeakMap<Room, ILivechatRoom>();

  constructor(private readonly access: RoomAccess) {}

  public async find(roomId: string): Promise<Room | undefined> {
    const found = await hostCall('room read', this.access.rooms.getById(roomId));
    if (!isLivechatRoom(found)) return undefined;
    const room = toRoom(found);
    this.engineRooms.set(room, found);
    return room;
  }

  public async openRoomsOf(username: string): Promise<string[]> {
    const user = await hostCall('user read', this.access.users.getByUsername(username));
    if (!user) return [];
    const rooms = await hostCall('rooms of an agent', this.access.livechat.getLivechatOpenRoomsByAgentId(user.id));
    return (rooms ?? []).map(({ id }) => id);
  }

  public transfer(room: Room, departmentId: string): Promise<TransferAnswer> {
    return this.move(room, async () => ({ targetDepartment: departmentId }));
  }

  public assign(room: Room, username: string): Promise<TransferAnswer> {
    // Without a department: the host refuses to forward a room to the one that it is in.
    return this.move(room, async () => ({
      targetAgent: await hostCall('user read', this.access.users.getByUsername(username)),
    }));
  }

  public async close(room: Room, comment: string): Promise<void> {
    const engineRoom = this.engineRooms.get(room);
    if (!engineRoom || !room.isOpen) return;
    try {
      await hostCall('room close', this.access.updater.closeRoom(engineRoom, comment), TRANSFER_TIMEOUT_MS);
    } catch (error) {
      if (!isClosedAlready(error)) throw error;
    }
  }

  private async move(room: Room, target: () => Promise<object>): Promise<TransferAnswer> {
    const currentRoom = this.engineRooms.get(room);
    if (!currentRoom) return { kind: 'failed', cause: 'the room was not read by this adapter' };
    try {
      const transfer = this.access.updater.transferVisitor(currentRoom.visitor, { currentRoom, ...(await target()) });
      return toAnswer(await hostCall('transfer', transfer, TRANSFER_TIMEOUT_MS));
    } catch (error) {
      return error instanceof HostTimeout ? { kind: 'unanswered' } : readRefusal(error);
    }
  }
}

/**
 * `false` comes from a room that is closed, which the reread shows, or from a fallback department that had nobody
 * either. Anything but a boolean is how the host says that the app lacks a permission.
 */
function toAnswer(answer: unknown): TransferAnswer {
  if (answer === true) return { kind: 'accepted' };
  if (answer === false) return { kind: 'refused', refusal: 'nobody-available' };
  return { kind: 'failed', cause: 'no answer to the transfer: is the permission livechat-visitor.write granted?' };
}

function isLivechatRoom(room: IRoom | null | undefined): room is ILivechatRoom {
  return room?.type === 'l';
}

function toRoom(room: ILivechatRoom & { _unmappedProperties_?: { onHold?: unknown } }): Room {
  return {
    id: room.id,
    isOpen: Boolean(room.isOpen),
    isOnHold: room._unmappedProperties_?.onHold === true,
    ...(room.visitor && { visitor: toVisitor(room.visitor, languageOf(room)) }),
    departmentId: room.department?.id,
    departmentName: room.department?.name,
    servedBy: room.servedBy?.username,
    customFields: room.customFields ?? {},
  };
}

function toVisitor(visitor: IVisitor, language: string | undefined): Visitor {
  return {
    id: visitor.id ?? '',
    token: visitor.token,
    name: visitor.name ?? undefined,
    email: visitor.visitorEmails?.[0]?.address,
    phone: visitor.phone?.[0]?.phoneNumber,
    ...(language !== undefined && { language }),
  };
}
