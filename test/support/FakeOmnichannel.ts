import type { Department, Departments } from '../../lib/departments';
import type { Room, Rooms, TransferAnswer } from '../../lib/rooms';

/** Rooms and departments in memory; each transfer is recorded, and answered as the test says. */
export class FakeOmnichannel implements Rooms {
  public readonly transfers: Array<{ roomId: string; departmentId: string }> = [];
  public readonly departments: Departments = {
    find: async (idOrName) => this.known.find(({ id, name }) => id === idOrName || name === idOrName),
  };
  /** What a transfer does and answers; moves the room unless a test replaces it. */
  public onTransfer: (room: Room, departmentId: string) => Promise<TransferAnswer> = async (room, departmentId) => {
    this.place({ ...room, departmentId });
    return { kind: 'accepted' };
  };
  private readonly known: Department[] = [];
  private readonly rooms = new Map<string, Room>();

  public place(room: Partial<Room> & { id: string }): void {
    this.rooms.set(room.id, { isOpen: true, isOnHold: false, hasVisitor: true, departmentId: 'bots', ...room });
  }

  public removeRoom(roomId: string): void {
    this.rooms.delete(roomId);
  }

  public addDepartment(department: Partial<Department> & { id: string }): void {
    this.known.push({ name: department.id, isEnabled: true, ...department });
  }

  public async find(roomId: string): Promise<Room | undefined> {
    return this.rooms.get(roomId);
  }

  public async transfer(room: Room, departmentId: string): Promise<TransferAnswer> {
    this.transfers.push({ roomId: room.id, departmentId });
    return this.onTransfer(room, departmentId);
  }
}
