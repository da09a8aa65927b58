import type { ClaimStore } from './ClaimStore';
import type { Clock } from './clock';
import type { Departments } from './departments';
import type { Inbox } from './Inbox';
import type { Log } from './log';
import type { RoomMessages } from './roomMessages';
import type { Rooms } from './rooms';
import type { SessionStore } from './SessionStore';

/** Everything the stories of the core work with. */
export interface Desk {
  readonly rooms: Rooms;
  readonly departments: Departments;
  readonly sessions: SessionStore;
  readonly claims: ClaimStore;
  readonly inbox: Inbox;
  readonly messages: Pick<RoomMessages, 'newest'>;
  readonly clock: Clock;
  readonly log: Log;
  /** A new random id, unique across app instances. */
  readonly newId: () => string;
}
