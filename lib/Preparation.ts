import type { Routing } from './Routing';
import type { SessionParts } from './SessionParts';
import type { Session } from './session';

/** Whose conversation it is to be, or is, and for whom. */
export type Carrier = Pick<Session, 'providerId' | 'providerRevision' | 'departmentId' | 'language'>;

/** What sessions need, as the settings are now. */
export interface Preparation {
  readonly routing: Routing;
  /** Username of the agent that serves a room while a session runs. */
  readonly bridgeAgent: string;
  /** Tag of the language for visitors of whom none is known; empty when the server has none either. */
  readonly serverLanguage: string;
  /** What a session works with; undefined while its provider is gone, or its settings are incomplete. */
  partsOf(carrier: Carrier): Promise<SessionParts | undefined>;
}
