import { describeError } from './describeError';
import { HandoverError } from './errors';
import { NotOwner } from './NotOwner';
import { ProviderError } from './ProviderError';
import type { SessionParts } from './SessionParts';

/** A host that fails for longer fails the session. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 1_000;

/**
 * Asks the host, for a room, again for half a minute while it fails: a store or a server that has to catch its breath ends no
 * conversation. The work may have been done though the host said that it failed, so it must bear to be done again.
 *
 * @param work gets the number of times that it was tried before
 * @throws NotOwner, ProviderError and HandoverError at once, which no second try puts right; after that time, whatever the
 *   host threw last
 */
export async function patiently<T>(
  roomId: string,
  { clock, log }: Pick<SessionParts, 'clock' | 'log'>,
  work: (earlierTries: number) => Promise<T>,
): Promise<T> {
  const giveUpAtMs = clock.nowMs() + PATIENCE_MS;
  for (let earlierTries = 0; ; earlierTries++) {
    try {
      return await work(earlierTries);
    } catch (error) {
      if (isFinal(error) || clock.nowMs() >= giveUpAtMs) throw error;
      log.warn('The host failed; trying again', { roomId, cause: describeError(error) });
      await clock.wait(PAUSE_MS);
    }
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof NotOwner || error instanceof ProviderError || error instanceof HandoverError;
}
