import { type Request, Router } from 'express';
import { Conflict, json, Missing, param } from '../contactCentre/controlHandlers';
import type { ControlParts } from './control';
import type { Agent, Queue } from './Roster';
import { amount, bodyReader, closed, filledText, flag, text } from './schema';
import type { OAuthClient } from './Tokens';
import { readTrigger } from './Triggers';

/** What may be said of an agent; what is left out stays as it is. */
export type AgentSettings = Partial<Omit<Agent, 'id' | 'acceptAfterMs'>> & { acceptAfterMs?: number | null };

const texts = { type: 'array', items: text };
const readAgent = bodyReader<AgentSettings>(
  closed(
    {},
    { name: filledText, online: flag, capacity: amount, queues: texts, acceptAfterMs: { ...amount, nullable: true } },
  ),
);
const readQueue = bodyReader<{ name: string }>(closed({ name: filledText }));
const readClient = bodyReader<Omit<OAuthClient, 'id'>>(closed({ secret: filledText, permissions: texts }));
const readState = bodyReader<{ failed?: boolean; inactive?: boolean }>(closed({}, { failed: flag, inactive: flag }));

function putAgent(request: Request, { roster }: ControlParts): Agent {
  const id = param(request, 'id');
  const before = roster.agents.get(id);
  const defaults = { id, name: id, online: true, capacity: 5, queues: [...roster.queues.keys()] };
  const { acceptAfterMs = before?.acceptAfterMs, ...changes } = readAgent(request.body);
  const agent = { ...defaults, ...before, ...changes, acceptAfterMs: acceptAfterMs ?? undefined };
  roster.agents.set(id, agent);
  return agent;
}

function removeAgent(request: Request, { roster }: ControlParts): void {
  const id = param(request, 'id');
  if (roster.load(id) > 0) {
    throw new Conflict('The agent has conversations');
  }
  if (!roster.agents.delete(id)) {
    throw new Missing(`There is no agent ${id}`);
  }
}

function agentRoutes(router: Router, parts: ControlParts): void {
  const { roster, routing } = parts;
  const changing = (work: (request: Request) => unknown) =>
    json((request) => {
      const result = work(request);
      routing.rosterChanged();
      return result;
    });
  const put = (request: Request) => putAgent(request, parts);
  const remove = (request: Request) => removeAgent(request, parts);
  const list = () => [...roster.agents.values()].map((agent) => ({ ...agent, load: roster.load(agent.id) }));
  router.get('/agents', json(list));
  router.put('/agents/:id', changing(put));
  router.delete('/agents/:id', changing(remove));
}

function queueRoutes(router: Router, { roster }: ControlParts): void {
  const waiting = (queue: Queue) => roster.inQueue(queue.id).map(({ id }) => id);
  const put = (request: Request) => {
    const queue = { id: param(request, 'id'), name: readQueue(request.body).name };
    roster.queues.set(queue.id, queue);
    return queue;
  };
  const list = () => [...roster.queues.values()].map((queue) => ({ ...queue, waiting: waiting(queue) }));
  router.get('/queues', json(list));
  router.put('/queues/:id', json(put));
}

function triggerRoutes(router: Router, { triggers }: ControlParts): void {
  const put = (request: Request) => {
    const trigger = readTrigger(request.body);
    triggers.all.set(param(request, 'id'), trigger);
    return trigger;
  };
  const remove = (request: Request) => {
    if (!triggers.all.delete(param(request, 'id'))) {
      throw new Missing(`There is no trigger ${param(request, 'id')}`);
    }
  };
  router.put('/triggers/:id', json(put));
  router.delete('/triggers/:id', json(remove));
  router.get(
    '/triggers/calls',
    json(() => triggers.calls),
  );
}

function accountRoutes(router: Router, { tokens, integrations }: ControlParts): void {
  const putClient = (request: Request) => {
    const client = { id: param(request, 'id'), ...readClient(request.body) };
    tokens.clients.set(client.id, client);
    return client;
  };
  const putState = (request: Request) => {
    const integration = integrations.all.get(param(request, 'id'));
    if (!integration) {
      throw new Missing(`There is no integration ${param(request, 'id')}`);
    }
    const changed = { ...integration, ...readState(request.body) };
    integrations.all.set(integration.id, changed);
    return integrations.describe(changed);
  };
  router.put('/clients/:id', json(putClient));
  router.patch('/integrations/:id', json(putState));
  router.post(
    '/tokens/expire',
    json(() => tokens.expireAll()),
  );
}

/** `/control/agents`, `/control/queues`, `/control/clients`, `/control/integrations`, `/control/tokens` and `/control/triggers`. */
export function deskControl(parts: ControlParts): Router {
  const router = Router();
  agentRoutes(router, parts);
  queueRoutes(router, parts);
  accountRoutes(router, parts);
  triggerRoutes(router, parts);
  return router;
}
