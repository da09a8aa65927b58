import { type Request, Router } from 'express';
import { json, Missing, param, readBody } from '../contactCentre/controlHandlers';
import { narrow } from '../contactCentre/narrow';
import type { ChatSession } from './ChatSession';
import { chatActs } from './chatActs';
import { type ControlParts, chatOf } from './control';
import { describe, isGhost, summarize } from './views';

const GHOST_AFTER_MS = 60_000;

function actOn(parts: ControlParts): (request: Request) => unknown {
  const acts = chatActs(parts);
  return (request) => {
    const session = chatOf(request, parts.sessions);
    const act = acts.get(param(request, 'act'));
    if (!act) {
      throw new Missing(`Nothing is called ${param(request, 'act')}`);
    }
    return readBody(request, (body) => act(session, body))();
  };
}

/** `/control/chats`: what agents do in chats, and what either side of them saw. */
export function chatControl(parts: ControlParts): Router {
  const { sessions, roster, context } = parts;
  const router = Router();
  const now = () => context.clock.now();
  const list = (chosen: ChatSession[]) => chosen.map((session) => summarize(session, now()));
  const ghosts = (request: Request) => {
    const silentMs = Number(request.query.silentMs ?? GHOST_AFTER_MS);
    return list(sessions.all().filter((session) => isGhost(session, silentMs, now())));
  };
  const requested = () => sessions.all().filter((session) => session.request);
  const view = json((request) => describe(chatOf(request, sessions), roster, now()));
  router.get(
    '/chats',
    json(({ query }) => narrow(list(requested()), query)),
  );
  router.get(
    '/sessions',
    json(() => list(sessions.allOpen())),
  );
  router.get('/ghosts', json(ghosts));
  router.get('/chats/:chat', view);
  router.get('/chats/:chat/files/:token', (request, response) => {
    const file = chatOf(request, sessions).files.find((one) => one.token === param(request, 'token'));
    if (!file?.content) {
      throw new Missing('There is no such file');
    }
    response.type(file.mime ?? 'application/octet-stream').send(file.content);
  });
  router.post('/chats/:chat/:act', json(actOn(parts)));
  return router;
}
