import { Router } from 'express';
import { json, Missing, param } from './controlHandlers';

/** As much of the faults as their control routes need. */
interface FaultList {
  add(body: unknown): object;
  list(): object[];
  clear(id?: string): boolean;
}

/** `/faults` of a control API: list, add, clear one or all. */
export function faultRoutes(faults: FaultList): Router {
  const router = Router();
  router.get(
    '/faults',
    json(() => faults.list()),
  );
  router.post(
    '/faults',
    json((request) => faults.add(request.body)),
  );
  router.delete(
    '/faults',
    json(() => {
      faults.clear();
    }),
  );
  router.delete(
    '/faults/:id',
    json((request) => {
      if (!faults.clear(param(request, 'id'))) {
        throw new Missing('There is no such fault');
      }
    }),
  );
  return router;
}
