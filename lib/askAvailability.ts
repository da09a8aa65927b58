import { canTellAvailability } from './abilities';
import type { Clock } from './clock';
import type { Availability, Provider } from './provider';

/** Whoever asks has a visitor waiting; a provider that takes longer is as good as one that does not know. */
const PATIENCE_MS = 3_000;

/**
 * Whether somebody is there for each target; for the target of the settings when none is named. Never throws: a provider
 * that cannot tell, or does not in time, makes everything `unknown`.
 */
export async function askAvailability(
  { provider, clock }: { provider: Provider; clock: Clock },
  targets: readonly string[],
): Promise<Availability[]> {
  const unknown = (targets.length === 0 ? [''] : targets).map((target) => ({ target, state: 'unknown' }) as const);
  if (!canTellAvailability(provider)) return unknown;
  const answer = provider.availability(targets).catch(() => unknown);
  return Promise.race([answer, clock.wait(PATIENCE_MS).then(() => unknown)]);
}
