import type { Session } from '../session';
import type { IsHeld } from './ProviderStore';

/** Tells which revisions the sessions go on with. */
export function isHeldBy(sessions: readonly Session[]): IsHeld {
  return (providerId, revision) =>
    sessions.some((session) => session.providerId === providerId && session.providerRevision === revision);
}
