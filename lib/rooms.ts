/** An Omnichannel room at the moment it was read. Read it again before acting on it: the host moves rooms too. */
export interface Room {
  readonly id: string;
  readonly isOpen: boolean;
  readonly isOnHold: boolean;
  /** Undefined when the visitor was removed or disabled; such a room cannot be transferred. */
  readonly visitor?: Visitor;
  readonly departmentId?: string;
  readonly departmentName?: string;
  /** Username of the agent who serves the room; undefined while it waits in a queue. */
  readonly servedBy?: string;
  /** What other apps have written on the room; anybody can read it. */
  readonly customFields: Readonly<Record<string, unknown>>;
}

/** Where a room has come to, as far as it is known: who serves it now, and in which department. */
export interface Arrival {
  readonly roomId: string;
  readonly servedBy?: string;
  readonly department?: { readonly id?: string; readonly name?: string };
}

/** Who chats in the widget. */
export interface Visitor {
  readonly id: string;
  readonly token: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** As it was written down, usually a BCP 47 tag. */
  readonly language?: string;
}

/**
 * What the host said to a transfer. It is a hint only: `accepted` can leave the room in a fallback department, and a
 * refusal can come after the room has moved. Reread the room to know.
 */
export type TransferAnswer =
  | { kind: 'accepted' }
  | { kind: 'refused'; refusal: TransferRefusal; reason?: string }
  | { kind: 'failed'; cause: unknown }
  /** The host did not answer in time; it may still carry the transfer out. */
  | { kind: 'unanswered' };

export type TransferRefusal =
  /** The department that the host chose, the one asked for or its fallback, is the room's own. */
  'already-there' | 'nobody-available' | 'on-hold' | 'closed' | 'department-gone' | 'visitor-gone' | 'not-allowed';

/** The Omnichannel rooms of the host. Those that change a room want one from a `find` of the same step. */
export interface Rooms {
  /** The room as it is now; undefined when there is none of that id, or it is not an Omnichannel room. */
  find(roomId: string): Promise<Room | undefined>;
  /** Ids of the open rooms that an agent serves. */
  openRoomsOf(username: string): Promise<string[]>;
  /** Asks the host to move the room to a department. Never throws. */
  transfer(room: Room, departmentId: string): Promise<TransferAnswer>;
  /** Asks the host to give a room that waits in its department to one of the agents. Never throws. */
  assign(room: Room, username: string): Promise<TransferAnswer>;
  /** Closes the room; a room that is closed already is a success. */
  close(room: Room, comment: string): Promise<void>;
}
