import { badRequest } from './answers';
import type { Route } from './call';
import type { Queue, Roster } from './Roster';
import { bodyReader, filledText, oneOf, open } from './schema';

interface Predicate {
  readonly dimension?: string;
  readonly value?: string;
}

/** QueueObservationQuery. */
interface ObservationQuery {
  readonly filter: {
    readonly predicates?: readonly Predicate[];
    readonly clauses?: readonly { predicates: Predicate[] }[];
  };
  readonly metrics: readonly string[];
}

/** ObservationMetricData. */
interface Observation {
  readonly metric: string;
  readonly qualifier?: string;
  readonly stats: { readonly count: number };
}

const predicates = { type: 'array', items: open({}, { dimension: filledText, value: filledText }) };
const kind = oneOf(['and', 'or']);
const readQuery = bodyReader<ObservationQuery>(
  open({
    filter: open({ type: kind }, { predicates, clauses: { type: 'array', items: open({ type: kind, predicates }) } }),
    metrics: { type: 'array', minItems: 1, items: filledText },
  }),
);

function queuesOf({ filter }: ObservationQuery, roster: Roster): Queue[] {
  const all = [...(filter.predicates ?? []), ...(filter.clauses ?? []).flatMap((clause) => clause.predicates)];
  const ids = all.filter(({ dimension }) => dimension === 'queueId').map(({ value }) => value ?? '');
  if (ids.length === 0) {
    throw badRequest('A queue observation query must filter by queueId.');
  }
  return ids.flatMap((id) => roster.queues.get(id) ?? []);
}

/** Agents on queue, by whether they are busy. */
function onQueue(queue: Queue, roster: Roster): Observation[] {
  const agents = roster.onlineIn(queue.id);
  const idle = agents.filter(({ id }) => roster.load(id) === 0).length;
  const counts = { IDLE: idle, INTERACTING: agents.length - idle };
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([qualifier, count]) => ({ metric: 'oOnQueueUsers', qualifier, stats: { count } }));
}

function observe(queue: Queue, metrics: readonly string[], roster: Roster): object[] {
  const { id: queueId } = queue;
  const waiting = { metric: 'oWaiting', stats: { count: roster.inQueue(queueId).length } };
  const users = metrics.includes('oOnQueueUsers') ? onQueue(queue, roster) : [];
  const messages = metrics.includes('oWaiting') ? [waiting] : [];
  return [
    { group: { queueId }, data: users },
    { group: { queueId, mediaType: 'message' }, data: messages },
  ].filter(({ data }) => data.length > 0);
}

/** Analytics API, queue observations: how many agents are on a queue, and how many conversations wait in it. */
export function observationRoutes(roster: Roster): Route[] {
  return [
    {
      method: 'post',
      path: '/analytics/queues/observations/query',
      name: 'queues/observations',
      permissions: ['analytics:queueObservation:view'],
      handle: (call) => {
        const query = readQuery(call.json());
        const results = queuesOf(query, roster).flatMap((queue) => observe(queue, query.metrics, roster));
        return { status: 200, body: { results } };
      },
    },
  ];
}
