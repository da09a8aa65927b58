import type { ILivechatUpdater, IRoomRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { Room, Rooms, TransferAnswer } from '../rooms';
import { HostTimeout, hostCall } from './hostCall';
import { readRefusal } from './transferRefusal';

/** A transfer makes the host do much; what it takes on top of a read must still fit in the 30 s of a handler. */
const TRANSFER_TIMEOUT_MS = 12_000;

/**
 * The rooms of the host, through the engine. It remembers the engine's own object of each room it hands out, because
 * the host trusts the object that comes with a transfer instead of reading the room again.
 */
export class EngineRooms implements Rooms {
  private readonly engineRooms = new WeakMap<Room, ILivechatRoom>();

  constructor(
    private readonly reader: IRoomRead,
    private readonly updater: ILivechatUpdater,
  ) {}

  public async find(roomId: string): Promise<Room | undefined> {
    const found = await hostCall('room read', this.reader.getById(roomId));
    if (!isLivechatRoom(found)) return undefined;
    const room = toRoom(found);
    this.engineRooms.set(room, found);
    return room;
  }

  public async transfer(room: Room, departmentId: string): Promise<TransferAnswer> {
    const currentRoom = this.engineRooms.get(room);
    if (!currentRoom) return { kind: 'failed', cause: 'the room was not read by this adapter' };
    try {
      const transfer = this.updater.transferVisitor(currentRoom.visitor, {
        currentRoom,
        targetDepartment: departmentId,
      });
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
    hasVisitor: Boolean(room.visitor),
    departmentId: room.department?.id,
    departmentName: room.department?.name,
  };
}
