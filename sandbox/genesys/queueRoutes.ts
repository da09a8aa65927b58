import type { Answer } from '../contactCentre/Answer';
import { badRequest, notFound } from './answers';
import type { Conversations } from './Conversations';
import type { Call, Route } from './call';
import type { Context } from './context';
import type { Queue, Roster } from './Roster';

interface Parts {
  readonly context: Context;
  readonly roster: Roster;
  readonly conversations: Conversations;
}

/** PredictionResults. */
interface Prediction {
  readonly intent: string;
  readonly formula: string;
  readonly estimatedWaitTimeSeconds: number;
}

const mediaTypes = ['all', 'call', 'callback', 'chat', 'email', 'message', 'socialexpression', 'videocomm'];

function queueOf(call: Call, roster: Roster): Queue {
  const queue = roster.queues.get(call.param('queueId'));
  if (!queue) {
    throw notFound(`The queue with id ${call.param('queueId')} was not found.`);
  }
  return queue;
}

/** Seconds until somebody who has so many before him is served; undefined when nobody is there to serve. */
function wait(ahead: number, queue: Queue, { context, roster }: Parts): number | undefined {
  const agents = roster.onlineIn(queue.id);
  const places = agents.reduce((sum, agent) => sum + agent.capacity, 0);
  if (places === 0) {
    return undefined;
  }
  const free = agents.reduce((sum, agent) => sum + Math.max(0, agent.capacity - roster.load(agent.id)), 0);
  return ahead < free ? 0 : Math.ceil(((ahead - free + 1) * context.switches.handleTimeSeconds) / places);
}

/** Who waits without an agent yet, in order. */
const unserved = (queue: Queue, roster: Roster) => roster.inQueue(queue.id).filter(({ alerting }) => !alerting);

function predict(call: Call, intent: string, parts: Parts): Answer {
  const queue = queueOf(call, parts.roster);
  const waiting = unserved(queue, parts.roster);
  const conversationId = call.query.get('conversationId');
  const position = conversationId === null ? waiting.length : waiting.indexOf(parts.conversations.get(conversationId));
  const formula = conversationId === null ? 'BEST' : 'POSITION-IN-QUEUE';
  const seconds = wait(Math.max(0, position), queue, parts);
  const results: Prediction[] = seconds === undefined ? [] : [{ intent, formula, estimatedWaitTimeSeconds: seconds }];
  return { status: 200, body: { results } };
}

function predictMedia(call: Call, parts: Parts): Answer {
  const mediaType = call.param('mediaType').toLowerCase();
  if (!mediaTypes.includes(mediaType)) {
    throw badRequest(
      `Value [${mediaType}] is not valid for [mediaType]. Allowable values are: ${mediaTypes.join(', ')}`,
    );
  }
  return predict(call, mediaType.toUpperCase(), parts);
}

/** Routing API, estimated wait time of a queue. */
export function queueRoutes(parts: Parts): Route[] {
  const path = '/routing/queues/:queueId';
  const get = { method: 'get', permissions: ['routing:queue:view'] } as const;
  return [
    {
      ...get,
      path: `${path}/estimatedwaittime`,
      name: 'queues/wait',
      handle: (call) => predict(call, 'ALL', parts),
    },
    {
      ...get,
      path: `${path}/mediatypes/:mediaType/estimatedwaittime`,
      name: 'queues/media-wait',
      handle: (call) => predictMedia(call, parts),
    },
  ];
}
