import { ProviderError } from '../../lib/ProviderError';
import type { Availability } from '../../lib/provider';
import { numberOf, objectOf, parseJson } from '../shared/readJson';
import type { Tools } from './Chat';
import { failureOf } from './Client';
import { isTarget } from './routing';

/** Whoever asks has a visitor waiting. */
const AVAILABILITY_TIMEOUT_MS = 3_000;

const NO_BUSINESS_HOURS = 204;

/**
 * Whether the deployment is open, which is all that a client can ask; Enhanced Chat API, Business Hours. So it is the same
 * answer for every target. Never throws: what was not answered, or cannot be a target, is `unknown`.
 */
export async function availabilityOf(targets: readonly string[], tools: Tools): Promise<Availability[]> {
  const wanted = targets.length === 0 ? [tools.settings.target] : targets;
  const state = await openingState(tools);
  return wanted.map((target) => ({ target, state: target === '' || isTarget(target) ? state : 'unknown' }));
}

async function openingState({ client, settings, clock, log }: Tools): Promise<Availability['state']> {
  try {
    const reply = await client.send({
      method: 'GET',
      path: '/embeddedservice/v1/businesshours',
      query: { orgId: settings.organisationId, esConfigName: settings.deployment },
      timeoutMs: AVAILABILITY_TIMEOUT_MS,
    });
    if (reply.status === NO_BUSINESS_HOURS) return 'available';
    if (reply.status !== 200) throw failureOf(reply);
    return stateAt(clock.nowMs(), reply.body);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn('Salesforce did not tell its business hours', { reason: error.message });
    return 'unknown';
  }
}

function stateAt(nowMs: number, body: string): Availability['state'] {
  const { businessHours } = objectOf(objectOf(parseJson(body)).businessHoursInfo);
  if (!Array.isArray(businessHours)) return 'unknown';
  const isOpen = businessHours.map(objectOf).some(({ startTime, endTime }) => {
    const [startMs, endMs] = [numberOf(startTime), numberOf(endTime)];
    return startMs !== undefined && endMs !== undefined && startMs <= nowMs && nowMs < endMs;
  });
  return isOpen ? 'available' : 'unavailable';
}
