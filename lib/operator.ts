import { HandoverError } from './errors';
import type { Room } from './rooms';

/** A user of Rocket.Chat who works with visitors' rooms there. */
export interface Operator {
  readonly username: string;
  /** Whether every room is his business. */
  readonly isManager: boolean;
  /** Whether the rooms that he serves are. */
  readonly isAgent: boolean;
}

/**
 * The room, if it is the operator's to deal with: any room is a manager's, and an agent's are those that he serves.
 *
 * @throws HandoverError not-allowed, room-not-found
 */
export function requireCharge({ username, isManager, isAgent }: Operator, room: Room | undefined): Room {
  if (!isManager && !isAgent) {
    throw new HandoverError('not-allowed', 'Only agents and managers of Omnichannel may do this.');
  }
  if (!room) throw new HandoverError('room-not-found', 'This is no Omnichannel room.');
  if (isManager || room.servedBy === username) return room;
  throw new HandoverError(
    'not-allowed',
    'Only the agent who serves the room, or a manager of Omnichannel, may do this.',
  );
}
