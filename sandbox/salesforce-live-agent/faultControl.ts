import { Router } from 'express';
import { json } from '../contactCentre/controlHandlers';
import { faultRoutes } from '../contactCentre/faultRoutes';
import type { ControlParts } from './control';
import { changeSwitches, defaultSwitches } from './switches';

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
  router.use(faultRoutes(context.faults));
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
