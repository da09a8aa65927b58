import type { ClaimStore } from './ClaimStore';
import type { Clock } from './clock';
import type { Departments } from './departments';
import type { Inbox } from './Inbox';
import type { Log } from './log';
import type { Provider } from './provider';
import type { Presets } from './Routing';
import type { RoomMessage, RoomMessages } from './roomMessages';
import type { Rooms } from './rooms';
import type { SessionStore } from './SessionStore';
import type { EndCause, Session } from './session';
import type { Turns } from './Turns';
import type { Texts } from './texts';
import type { SessionLimits } from './transitions';

/** What a running session works with. */
export interface SessionParts {
  readonly provider: Provider;
  readonly rooms: Rooms;
  readonly departments: Departments;
  readonly messages: RoomMessages;
  readonly sessions: SessionStore;
  readonly claims: ClaimStore;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: SessionRules;
  /** Of the department of the room. */
  readonly presets: Presets;
  /** Tells the bot that the human part is over; never throws. */
  readonly announceEnd: (session: Session, cause: EndCause) => Promise<void>;
  /** Makes an address at which anybody can fetch a file of the room for a while; left out where there can be none. */
  readonly linkTo?: (file: NonNullable<RoomMessage['file']>) => Promise<string>;
  /** The contact centre does not take the provider's credentials: somebody should look into it. */
  readonly onRefusedCredentials: () => void;
  /** For opening conversations. */
  readonly turns: Turns;
  /** True while this instance may write its sessions: it has shown lately that it is alive. */
  readonly holdsLease: () => boolean;
}

/** The admin's wishes, as they are when a session starts or is taken over. */
export interface SessionRules {
  /** Username of the agent that serves a room while a session runs. */
  readonly bridgeAgent: string;
  readonly texts: Texts;
  readonly limits: SessionLimits;
  /** Name or id of the department that a room returns to; undefined closes it. */
  readonly returnDepartment: string | undefined;
  /** Said alone by the visitor, each ends the session; lower case. */
  readonly exitWords: readonly string[];
  /** How much of the conversation so far is passed on; 0 messages for nothing. */
  readonly transcript: { readonly messages: number; readonly characters: number };
}
