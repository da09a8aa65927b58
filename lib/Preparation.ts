import type { Routing } from './Routing';
import type { SessionParts } from './SessionParts';
import type { Session } from './session';

/** Whose conversation it is to be, or is. */
export type Carrier = Pick<Session, 'providerId' | 'providerRevision' | 'departmentId'>;

/** What sessions need, as the settings are now. */
export interface Preparation {
  readonly routing: Routing;
  /** Username of the agent that serves a room while a session runs. */
  readonly bridgeAgent: string;
  /** What a session works with; undefined while its provider is gone, or its settings are incomplete. */
  partsOf(carrier: Carrier): Promise<SessionParts | undefined>;
}
