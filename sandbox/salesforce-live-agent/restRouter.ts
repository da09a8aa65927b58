import express, { type Request, type Response, type Router } from 'express';
import { Refusal } from '../contactCentre/Answer';
import { methodNotAllowed, notFound } from './answers';
import { type Call, type Route, readVersion } from './call';
import type { Gate } from './Gate';
import type { Sessions } from './Sessions';

interface Found {
  readonly name: string;
  readonly rest: string;
  readonly routes: Route[];
}

interface Parts {
  readonly gate: Gate;
  readonly sessions: Sessions;
}

/** Live Agent REST API, SessionId: the only resource that may end in a slash, and that a key may follow. */
const SESSION_ID = 'System/SessionId';

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function find(path: string, routes: Map<string, Route[]>): Found | undefined {
  const isSession = path === SESSION_ID || path.startsWith(`${SESSION_ID}/`);
  const name = isSession ? SESSION_ID : path;
  const rest = isSession ? decode(path.slice(SESSION_ID.length + 1)) : '';
  const candidates = routes.get(name);
  return candidates && rest !== undefined ? { name, rest, routes: candidates } : undefined;
}

function headersOf(request: Request): Call['headers'] {
  const entries = Object.entries(request.headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

function callOf(request: Request, response: Response, found: Found): Omit<Call, 'version' | 'session'> {
  const query = new URL(request.originalUrl, 'http://localhost').searchParams;
  return {
    method: request.method,
    name: found.name,
    rest: found.rest,
    query,
    headers: headersOf(request),
    rawBody: typeof request.body === 'string' ? request.body : '',
    whenClosed: (callback) => {
      response.once('close', callback);
    },
  };
}

/** The resource must exist, take the method, and exist in the version that the client speaks; in this order. */
function choose(found: Found | undefined, method: string, version: () => number): Route {
  if (!found) {
    throw new Refusal(notFound());
  }
  const keyed = found.name === SESSION_ID && found.rest !== '';
  const fits = (route: Route) =>
    route.method === method && (found.name !== SESSION_ID || (method === 'DELETE') === keyed);
  const route = found.routes.find(fits);
  if (!route) {
    throw new Refusal(methodNotAllowed());
  }
  const spoken = version();
  if (spoken < (route.since ?? 29) || spoken > (route.until ?? Number.POSITIVE_INFINITY)) {
    throw new Refusal(notFound());
  }
  return route;
}

/** Everything below `/chat/rest/`. */
export function restRouter(routes: Route[], { gate, sessions }: Parts): Router {
  const byName = new Map<string, Route[]>();
  for (const route of routes) {
    byName.set(route.name, [...(byName.get(route.name) ?? []), route]);
  }
  const router = express.Router();
  router.use(express.text({ type: () => true, limit: '4mb' }));
  router.use((request, response, next) => {
    const path = request.path.slice(1);
    const found = find(path, byName) ?? { name: path, rest: '', routes: [] };
    const known = byName.has(found.name) ? found : undefined;
    const partial = callOf(request, response, found);
    const key = partial.headers['x-liveagent-session-key'] ?? (found.rest || undefined);
    const session = sessions.open(key);
    const name = request.method === 'DELETE' ? `DELETE ${found.name}` : found.name;
    const sequence = partial.headers['x-liveagent-sequence'];
    const work = () => {
      const route = choose(known, request.method, () => readVersion(partial.headers));
      return route.handle({ ...partial, session, version: readVersion(partial.headers) });
    };
    gate.pass({ name, session, sequence }, response, work).catch(next);
  });
  return router;
}
