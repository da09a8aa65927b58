import type { Department, DirectRoom, LivechatRoom, User, Visitor } from '../../rocketchat/types';

/** What converters look up. */
export interface Documents {
  user(id: string): User | undefined;
  /** Enabled visitors only. */
  visitor(id: string): Visitor | undefined;
  department(id: string): Department | undefined;
  room(id: string): LivechatRoom | undefined;
  directRoom(id: string): DirectRoom | undefined;
  /** The time of the server. */
  now(): Date;
}
