import { Router } from 'express';
import { json, Missing, param } from '../contactCentre/controlHandlers';
import { faultRoutes } from '../contactCentre/faultRoutes';
import type { ControlParts } from './ControlParts';
import type { EventStream } from './EventStream';
import { changeSwitches, defaultSwitches } from './switches';

/** An open stream as the control API shows it. */
export interface StreamView {
  readonly id: string;
  readonly owner: string;
  readonly openedAt: number;
  readonly lastEventId?: number;
}

function viewStream({ id, token, openedAt, lastEventId }: EventStream): StreamView {
  return { id, owner: token.subject, openedAt, lastEventId };
}

function streamRoutes(router: Router, { router: events }: ControlParts): void {
  router.get(
    '/streams',
    json(() => events.all().map(viewStream)),
  );
  router.delete(
    '/streams',
    json(() => {
      for (const stream of events.all()) {
        stream.drop();
      }
    }),
  );
  router.delete(
    '/streams/:id',
    json((request) => {
      const stream = events.all().find(({ id }) => id === param(request, 'id'));
      if (!stream) {
        throw new Missing('There is no such stream');
      }
      stream.drop();
    }),
  );
}

function switchRoutes(router: Router, { context: { switches } }: ControlParts): void {
  router.get(
    '/switches',
    json(() => switches),
  );
  router.patch(
    '/switches',
    json((request) => {
      changeSwitches(switches, request.body);
      return switches;
    }),
  );
}

function requestRoutes(router: Router, { log }: ControlParts): void {
  router.get(
    '/requests',
    json(() => log.requests),
  );
  router.delete(
    '/requests',
    json(() => log.clear()),
  );
}

/** Forgets conversations, tokens, files, faults and requests, and sets switches back; agents and the rest stay. */
function reset({ context, conversations, roster, tokens, router, attachments, log }: ControlParts): void {
  router.clear();
  conversations.clear();
  roster.clear();
  tokens.clear();
  attachments.clear();
  context.faults.clear();
  log.clear();
  Object.assign(context.switches, structuredClone(defaultSwitches));
}

/** `/control/faults`, `/switches`, `/streams`, `/requests` and `/reset`. */
export function serverControl(parts: ControlParts): Router {
  const router = Router();
  router.use(faultRoutes(parts.context.faults));
  switchRoutes(router, parts);
  streamRoutes(router, parts);
  requestRoutes(router, parts);
  router.post(
    '/reset',
    json(() => reset(parts)),
  );
  return router;
}
