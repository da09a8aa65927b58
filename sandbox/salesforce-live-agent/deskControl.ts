import { type Request, Router } from 'express';
import type { BodyReader } from '../contactCentre/BodyReader';
import { Conflict, json, param, readBody, remove } from '../contactCentre/controlHandlers';
import type { ControlParts } from './control';
import type { Agent, Button } from './Roster';

const DEFAULT_SKILL = 'default';

function readAgent(body: BodyReader, id: string, before: Agent | undefined): Agent {
  const acceptAfterMs = body.optionalNumber('acceptAfterMs');
  return {
    id,
    name: body.optionalText('name') ?? before?.name ?? id,
    online: body.optionalFlag('online') ?? before?.online ?? true,
    capacity: body.optionalNumber('capacity') ?? before?.capacity ?? 5,
    skills: body.optionalTexts('skills') ?? before?.skills ?? [DEFAULT_SKILL],
    acceptAfterMs: body.isNull('acceptAfterMs') ? undefined : (acceptAfterMs ?? before?.acceptAfterMs),
  };
}

function readButton(body: BodyReader, id: string, before: Button | undefined): Button {
  return {
    id,
    name: body.optionalText('name') ?? before?.name ?? id,
    type: body.optionalOneOf('type', ['Standard', 'Invite', 'ToAgent'] as const) ?? before?.type ?? 'Standard',
    skills: body.optionalTexts('skills') ?? before?.skills ?? [DEFAULT_SKILL],
    queueLimit: body.optionalNumber('queueLimit') ?? before?.queueLimit ?? 0,
    language: body.optionalText('language') ?? before?.language ?? 'en_US',
    endpointUrl: body.optionalText('endpointUrl') ?? before?.endpointUrl,
    prechatUrl: body.optionalText('prechatUrl') ?? before?.prechatUrl,
  };
}

/** Has every waiting chat looked at again once the work is done. */
function changing({ routing }: ControlParts, work: (request: Request) => unknown): ReturnType<typeof json> {
  return json((request) => {
    const result = work(request);
    routing.rosterChanged();
    return result;
  });
}

function agentRoutes(router: Router, parts: ControlParts): void {
  const { roster } = parts;
  const describe = (agent: Agent) => ({
    ...agent,
    buttons: roster.buttonsOf(agent).map((button) => button.id),
    chats: [...roster.load(agent.id)].map((session) => session.id),
  });
  const put = (request: Request) => {
    const id = param(request, 'id');
    const agent = readBody(request, (body) => readAgent(body, id, roster.agents.get(id)));
    roster.agents.set(id, agent);
    return describe(agent);
  };
  const list = json(() => [...roster.agents.values()].map(describe));
  router.get('/agents', list);
  router.put('/agents/:id', changing(parts, put));
  router.delete(
    '/agents/:id',
    changing(parts, (request) => removeAgent(request, parts)),
  );
}

function buttonRoutes(router: Router, parts: ControlParts): void {
  const { roster } = parts;
  const describe = (button: Button) => ({
    ...button,
    isAvailable: roster.isAvailable(button.id),
    estimatedWaitTime: roster.estimatedWait(button.id),
    waiting: [...roster.queue(button.id)].map((session) => session.id),
  });
  const put = (request: Request) => {
    const id = param(request, 'id');
    const button = readBody(request, (body) => readButton(body, id, roster.buttons.get(id)));
    roster.buttons.set(id, button);
    return describe(button);
  };
  const list = json(() => [...roster.buttons.values()].map(describe));
  router.get('/buttons', list);
  router.put('/buttons/:id', changing(parts, put));
  router.delete(
    '/buttons/:id',
    changing(parts, (request) => remove(request, roster.buttons)),
  );
}

/** `/control/agents`, `/control/buttons`, `/control/queue` and `/control/organization`. */
export function deskControl(parts: ControlParts): Router {
  const { organization } = parts.context;
  const router = Router();
  agentRoutes(router, parts);
  buttonRoutes(router, parts);
  const queue = json(() => queueOf(parts));
  const change = json((request) => Object.assign(organization, readBody(request, readOrganization)));
  router.get('/queue', queue);
  router.get(
    '/organization',
    json(() => organization),
  );
  router.put('/organization', change);
  return router;
}

function readOrganization(body: BodyReader): { id?: string; deploymentIds?: string[] } {
  const [id, deploymentIds] = [body.optionalText('id'), body.optionalTexts('deploymentIds')];
  return { ...(id !== undefined && { id }), ...(deploymentIds && { deploymentIds }) };
}

function removeAgent(request: Request, { roster }: ControlParts): void {
  const busy = [...roster.load(param(request, 'id'))].some((session) => session.state === 'connected');
  if (busy) {
    throw new Conflict('The agent is in a chat');
  }
  remove(request, roster.agents);
}

function queueOf({ sessions, roster }: ControlParts): unknown[] {
  const waiting = sessions.all().filter((session) => session.waiting);
  return waiting.map((session) => ({
    chat: session.id,
    buttonId: session.buttonId,
    offeredTo: session.offeredTo,
    position: roster.position(session),
  }));
}
