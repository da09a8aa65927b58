import type { LivechatRoom, Message, TransferredBy, UserReference, Visitor } from './types';

/** A conversation to be started for a visitor. */
export interface RoomRequest {
  visitor: Visitor;
  /** Wanted room id; a random one when left out. */
  rid?: string;
  /** Wanted agent's user id, as an app may give it. */
  agentId?: string;
  /** Department `_id`; the visitor's own department when left out. */
  departmentId?: string;
  source?: LivechatRoom['source'];
  customFields?: Record<string, unknown>;
  /** Text that agents see in the queue. */
  firstMessage?: string;
}

/** A room and whether this call opened it. */
export interface OpenedRoom {
  room: LivechatRoom;
  newRoom: boolean;
}

/** A forward. The server believes `room` as it is given here, as the real one does, and does not read it again. */
export interface TransferRequest {
  room: LivechatRoom;
  visitor: Visitor;
  departmentId?: string;
  userId?: string;
  transferredBy: TransferredBy;
  comment?: string;
}

/** A close. `room` is believed for the open check; without `user` the visitor is taken to have closed. */
export interface CloseRequest {
  room: LivechatRoom;
  comment: string;
  user?: UserReference;
  visitor?: Visitor;
  tags?: string[];
}

/** A message to be written; `_id` and `ts` are made by the server unless given. */
export type NewMessage = Pick<Message, 'rid'> & Partial<Omit<Message, 'rid' | 'u' | '_updatedAt' | 'token'>>;

/** A visitor's message and where it went. */
export interface VisitorMessageResult {
  message: Message | undefined;
  room: LivechatRoom;
  newRoom: boolean;
}

/** Which raw messages of a room to list. */
export interface MessageQuery {
  limit?: number;
  skip?: number;
  /** Order by time. */
  order?: 'ascending' | 'descending';
  showThreadMessages?: boolean;
  withoutSystemMessages?: boolean;
}
