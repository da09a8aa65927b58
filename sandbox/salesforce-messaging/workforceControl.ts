import { Router } from 'express';
import type { BodyReader } from '../contactCentre/BodyReader';
import { Conflict, json, param, readBody, remove } from '../contactCentre/controlHandlers';
import type { ControlParts } from './ControlParts';
import type { Agent, Queue } from './Roster';

function readAgent(body: BodyReader, id: string, before: Agent | undefined): Agent {
  const acceptAfterMs = body.optionalNumber('acceptAfterMs');
  return {
    id,
    name: body.optionalText('name') ?? before?.name ?? id,
    online: body.optionalFlag('online') ?? before?.online ?? true,
    capacity: body.optionalNumber('capacity') ?? before?.capacity ?? 5,
    queueIds: body.optionalTexts('queueIds') ?? before?.queueIds ?? [],
    acceptAfterMs: body.isNull('acceptAfterMs') ? undefined : (acceptAfterMs ?? before?.acceptAfterMs),
  };
}

function readQueue(body: BodyReader, id: string, before: Queue | undefined): Queue {
  const seconds = body.optionalNumber('secondsPerSession');
  return {
    id,
    name: body.optionalText('name') ?? before?.name ?? id,
    secondsPerSession: body.isNull('secondsPerSession') ? undefined : (seconds ?? before?.secondsPerSession),
  };
}

function agentRoutes(router: Router, { roster, offers }: ControlParts): void {
  const describe = (agent: Agent) => ({
    ...agent,
    conversations: [...roster.load(agent.id)].map(({ conversation }) => conversation.id),
  });
  router.get(
    '/agents',
    json(() => [...roster.agents.values()].map(describe)),
  );
  router.put(
    '/agents/:id',
    json((request) => {
      const id = param(request, 'id');
      const agent = readBody(request, (body) => readAgent(body, id, roster.agents.get(id)));
      roster.agents.set(id, agent);
      offers.rosterChanged();
      return describe(agent);
    }),
  );
  router.delete(
    '/agents/:id',
    json((request) => {
      const id = param(request, 'id');
      if ([...roster.load(id)].some(({ phase }) => phase === 'connected')) {
        throw new Conflict('The agent is in a session');
      }
      remove(request, roster.agents);
      offers.rosterChanged();
    }),
  );
}

function queueRoutes(router: Router, { roster, offers }: ControlParts): void {
  const describe = (queue: Queue) => ({
    ...queue,
    online: roster.onlineFor(queue.id).map(({ id }) => id),
    waiting: roster.line(queue.id).map(({ conversation }) => conversation.id),
  });
  router.get(
    '/queues',
    json(() => [...roster.queues.values()].map(describe)),
  );
  router.put(
    '/queues/:id',
    json((request) => {
      const id = param(request, 'id');
      const queue = readBody(request, (body) => readQueue(body, id, roster.queues.get(id)));
      roster.queues.set(id, queue);
      offers.rosterChanged();
      return describe(queue);
    }),
  );
  router.delete(
    '/queues/:id',
    json((request) => remove(request, roster.queues)),
  );
}

/** `/control/agents` and `/control/queues`. */
export function workforceControl(parts: ControlParts): Router {
  const router = Router();
  agentRoutes(router, parts);
  queueRoutes(router, parts);
  return router;
}
