import type { Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import type { Availability } from '../../lib/provider';
import { isSuccess } from '../shared/httpAnswers';
import { listOf, numberOf, objectOf, textOf } from '../shared/readJson';
import type { Tools } from './Chat';
import { failureOf } from './Client';
import { isUuid } from './settingRules';

/** What a caller that waits for an answer would wait. */
const TIMEOUT_MS = 2_500;

/**
 * Whether anybody is on the queues that are the targets, and how long one waits there. Never throws: what was not
 * answered, or cannot be a queue, is `unknown`.
 */
export async function availabilityOf(targets: readonly string[], tools: Tools): Promise<Availability[]> {
  const wanted = targets.length === 0 ? [tools.settings.queueId] : targets;
  const queues = [...new Set(wanted.filter(isUuid))];
  const [counts, waits] = await Promise.all([
    agentsOn(queues, tools),
    Promise.all(queues.map(async (queueId) => [queueId, await secondsToWait(queueId, tools)] as const)),
  ]);
  const seconds = new Map(waits);
  return wanted.map((target) => {
    const count = counts?.get(target);
    if (count === undefined) return { target, state: 'unknown' };
    if (count === 0) return { target, state: 'unavailable' };
    const waitSeconds = seconds.get(target);
    return { target, state: 'available', ...(waitSeconds !== undefined && { waitSeconds }) };
  });
}

/**
 * How many agents are on each of the queues; Analytics API, queue observations: `oOnQueueUsers`. Undefined when Genesys
 * does not tell. A queue that there is not has nobody on it.
 */
export async function agentsOn(
  queueIds: readonly string[],
  { client, log }: Tools,
): Promise<ReadonlyMap<string, number> | undefined> {
  if (queueIds.length === 0) return new Map();
  const predicates = queueIds.map(
    (value): Json => ({ type: 'dimension', dimension: 'queueId', operator: 'matches', value }),
  );
  try {
    const reply = await client.send({
      method: 'POST',
      path: '/analytics/queues/observations/query',
      body: { filter: { type: 'or', predicates }, metrics: ['oOnQueueUsers'] },
      timeoutMs: TIMEOUT_MS,
    });
    if (!isSuccess(reply)) throw failureOf(reply);
    const counts = new Map(queueIds.map((queueId) => [queueId, 0]));
    for (const result of listOf(reply.body.results).map(objectOf)) {
      const queueId = textOf(objectOf(result.group).queueId) ?? '';
      if (counts.has(queueId)) counts.set(queueId, (counts.get(queueId) ?? 0) + onQueue(result.data));
    }
    return counts;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn('Genesys did not tell who is on its queues', { reason: error.message });
    return undefined;
  }
}

/** How long Genesys thinks one has to wait; Routing API, estimated wait time. Undefined when it does not tell. */
export async function secondsToWait(
  queueId: string,
  { client, log }: Tools,
  conversationId?: string,
): Promise<number | undefined> {
  const query = conversationId === undefined ? '' : `?conversationId=${encodeURIComponent(conversationId)}`;
  const path = `/routing/queues/${encodeURIComponent(queueId)}/mediatypes/message/estimatedwaittime${query}`;
  try {
    const reply = await client.send({ method: 'GET', path, timeoutMs: TIMEOUT_MS });
    if (!isSuccess(reply)) throw failureOf(reply);
    const [estimate] = listOf(reply.body.results).map(objectOf);
    return numberOf(estimate?.estimatedWaitTimeSeconds);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.info('Genesys did not tell how long one waits in a queue', { reason: error.message });
    return undefined;
  }
}

/** An agent of whom it only knows that he is off queue is not counted by this metric at all. */
function onQueue(data: unknown): number {
  return listOf(data)
    .map(objectOf)
    .filter(({ metric }) => metric === 'oOnQueueUsers')
    .reduce((sum, { stats }) => sum + (numberOf(objectOf(stats).count) ?? 0), 0);
}
