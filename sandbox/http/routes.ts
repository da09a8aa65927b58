import { Router } from 'express';
import type { User } from '../rocketchat/types';
import type { Access, Call, Site } from './call';
import { answering } from './call';

type Work = (call: Call & { user: User }) => unknown;
type Method = 'get' | 'post' | 'put' | 'delete';

/** One REST call: its method and path, who may make it, and what it does. */
export type Route = [method: Method, path: string, access: Access, work: Work];

/** A router with the given calls. */
export function routerOf(site: Site, routes: Route[]): Router {
  const router = Router();
  for (const [method, path, access, work] of routes) router[method](path, answering(site, access, work));
  return router;
}
