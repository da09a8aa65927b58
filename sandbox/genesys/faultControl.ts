import { Router } from 'express';
import { json } from '../contactCentre/controlHandlers';
import { faultRoutes } from '../contactCentre/faultRoutes';
import type { ControlParts } from './control';
import { changeSwitches } from './switches';

function reset({ context, initialSwitches, ...parts }: ControlParts): void {
  parts.conversations.clear();
  parts.roster.clear();
  parts.media.clear();
  parts.webhooks.clear();
  parts.triggers.clear();
  parts.rateLimit.clear();
  context.faults.clear();
  Object.assign(context.switches, initialSwitches);
}

/** `/control/faults`, `/control/switches` and `/control/reset`. */
export function faultControl(parts: ControlParts): Router {
  const { switches } = parts.context;
  const router = Router();
  router.use(faultRoutes(parts.context.faults));
  router.get(
    '/switches',
    json(() => switches),
  );
  router.patch(
    '/switches',
    json(({ body }) => {
      changeSwitches(switches, body);
      return switches;
    }),
  );
  router.post(
    '/reset',
    json(() => reset(parts)),
  );
  return router;
}
