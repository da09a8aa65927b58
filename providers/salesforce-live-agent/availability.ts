import { ProviderError } from '../../lib/ProviderError';
import type { Availability } from '../../lib/provider';
import { listOf, numberOf, objectOf, parseJson } from '../shared/readJson';
import type { Tools } from './Chat';
import { failureOf } from './Client';
import { isSalesforceId, shortId } from './ids';
import { messagesOf } from './wire';

/** Whoever asks has a visitor waiting. */
const AVAILABILITY_TIMEOUT_MS = 3_000;

/**
 * Whether buttons or agents are there; Live Agent REST API, Availability. Never throws: what was not answered, or cannot
 * be an id, is `unknown`.
 */
export async function availabilityOf(targets: readonly string[], tools: Tools): Promise<Availability[]> {
  const wanted = targets.length === 0 ? [tools.settings.buttonId] : targets;
  const ids = wanted.filter(isSalesforceId).map(shortId);
  const answers = ids.length === 0 ? new Map() : await ask([...new Set(ids)], tools);
  return wanted.map((target) => {
    const answer = isSalesforceId(target) ? answers.get(shortId(target)) : undefined;
    return answer === undefined ? { target, state: 'unknown' } : { target, ...answer };
  });
}

type Answers = ReadonlyMap<string, Omit<Availability, 'target'>>;

async function ask(ids: readonly string[], { short, settings, log }: Tools): Promise<Answers> {
  try {
    const reply = await short.send({
      method: 'GET',
      endpoint: settings.endpointUrl,
      resource: 'Visitor/Availability',
      query: {
        org_id: settings.organisationId,
        deployment_id: settings.deploymentId,
        'Availability.ids': ids.join(','),
        'Availability.needEstimatedWaitTime': '1',
      },
      timeoutMs: AVAILABILITY_TIMEOUT_MS,
    });
    if (reply.status !== 200) throw failureOf(reply);
    return readAnswers(reply.body);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn('Live Agent did not tell who is available', { reason: error.message });
    return new Map();
  }
}

/** Live Agent REST API, Availability: `isAvailable` is left out where it is false. */
function readAnswers(body: string): Answers {
  const answer = messagesOf(parseJson(body))?.find(({ type }) => type === 'Availability');
  const answers = new Map<string, Omit<Availability, 'target'>>();
  for (const result of listOf(answer?.message.results).map(objectOf)) {
    const waitSeconds = numberOf(result.estimatedWaitTime);
    if (isSalesforceId(result.id)) {
      answers.set(shortId(result.id), {
        state: result.isAvailable === true ? 'available' : 'unavailable',
        ...(waitSeconds !== undefined && waitSeconds >= 0 && { waitSeconds }),
      });
    }
  }
  return answers;
}
