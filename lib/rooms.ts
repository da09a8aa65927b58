/** An Omnichannel room at the moment it was read. Read it again before acting on it: the host moves rooms too. */
export interface Room {
  readonly id: string;
  readonly isOpen: boolean;
  readonly isOnHold: boolean;
  /** False when the visitor was removed or disabled; such a room cannot be transferred. */
  readonly hasVisitor: boolean;
  readonly departmentId?: string;
  readonly departmentName?: string;
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

/** The Omnichannel rooms of the host. */
export interface Rooms {
  /** The room as it is now; undefined when there is none of that id, or it is not an Omnichannel room. */
  find(roomId: string): Promise<Room | undefined>;
  /** Asks the host to move the room. `room` must come from a `find` of the same step. Never throws. */
  transfer(room: Room, departmentId: string): Promise<TransferAnswer>;
}
