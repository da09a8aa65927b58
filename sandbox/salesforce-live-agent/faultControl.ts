import { Router } from 'express';
import { type ControlParts, json, Missing, param } from './control';
import { changeSwitches, defaultSwitches } from './switches';

function faultRoutes(router: Router, { context }: ControlParts): void {
  router.get(
    '/faults',
    json(() => context.faults.list()),
  );
  router.post(
    '/faults',
    json((request) => context.faults.add(request.body)),
  );
  router.delete(
    '/faults',
    json(() => {
      context.faults.clear();
    }),
  );
  router.delete(
    '/faults/:id',
    json((request) => {
      if (!context.faults.clear(param(request, 'id'))) {
        throw new Missing('There is no such fault');
      }
    }),
  );
}

function switchRoutes(router: Router, { context, sessions }: ControlParts): void {
  router.get(
    '/switches',
    json(() => context.switches),
  );
  router.patch(
    '/switches',
    json((request) => {
      changeSwitches(context.switches, request.body);
      sessions.watchAgain();
      return context.switches;
    }),
  );
}

/** `/control/faults`, `/control/switches`, `/control/breadcrumbs` and `/control/reset`. */
export function faultControl(parts: ControlParts): Router {
  const { context, sessions, visitor } = parts;
  const router = Router();
  faultRoutes(router, parts);
  switchRoutes(router, parts);
  router.get(
    '/breadcrumbs',
    json(() => visitor.breadcrumbs),
  );
  router.post(
    '/reset',
    json(() => {
      sessions.clear();
      context.faults.clear();
      visitor.breadcrumbs.length = 0;
      Object.assign(context.switches, structuredClone(defaultSwitches));
    }),
  );
  return router;
}
