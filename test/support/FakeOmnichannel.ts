import type { Department, Departments } from '../../lib/departments';
import type { Room, Rooms, TransferAnswer } from '../../lib/rooms';

/** Rooms and departments in memory; each transfer is recorded, and answered as the test says. */
export class FakeOmnichannel implements Rooms {
  public readonly transfers: Array<{ roomId: string; departmentId: string }> = [];
  public readonly assignments: Array<{ roomId: string; username: string }> = [];
  public readonly closings: Array<{ roomId: string; comment: string }> = [];
  public readonly departments: Departments = {
    find: async (idOrName) => this.known.find(({ id, name }) => id === idOrName || name === idOrName),
    list: async () => this.known.filter(({ isEnabled }) => isEnabled).sort((a, b) => a.name.localeCompare(b.name)),
  };
  /** What a transfer does and answers; moves the room unless a test replaces it. */
  public onTransfer: (room: Room, departmentId: string) => Promise<TransferAnswer> = async (room, departmentId) => {
    this.place({ ...room, departmentId });
    return { kind: 'accepted' };
  };
  /** What an assignment does and answers; gives the room to the agent unless a test replaces it. */
  public onAssign: (room: Room, username: string) => Promise<TransferAnswer> = async (room, username) => {
    this.place({ ...room, servedBy: username });
    return { kind: 'accepted' };
  };
  /** What closing does; closes the room unless a test replaces it. */
  public onClose: (room: Room) => Promise<void> = async (room) => this.place({ ...room, isOpen: false });
  private readonly known: Department[] = [];
  private readonly rooms = new Map<string, Room>();

  public place(room: Partial<Room> & { id: string }): void {
    const visitor = { id: 'visitor', token: 'token' };
    const usual = { isOpen: true, isOnHold: false, visitor, departmentId: 'bots', customFields: {} };
    this.rooms.set(room.id, { ...usual, ...room });
  }

  /** Changes what is named of a room that exists. */
  public change(roomId: string, changes: Partial<Room>): void {
    this.place({ ...this.rooms.get(roomId), ...changes, id: roomId });
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

  public async openRoomsOf(username: string): Promise<string[]> {
    const rooms = [...this.rooms.values()];
    return rooms.filter(({ isOpen, servedBy }) => isOpen && servedBy === username).map(({ id }) => id);
  }

  public async transfer(room: Room, departmentId: string): Promise<TransferAnswer> {
    this.transfers.push({ roomId: room.id, departmentId });
    return this.onTransfer(room, departmentId);
  }

  public async assign(room: Room, username: string): Promise<TransferAnswer> {
    this.assignments.push({ roomId: room.id, username });
    return this.onAssign(room, username);
  }

  public async close(room: Room, comment: string): Promise<void> {
    this.closings.push({ roomId: room.id, comment });
    await this.onClose(room);
  }
}
