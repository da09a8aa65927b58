import express, { type ErrorRequestHandler, type Router } from 'express';
import { badRequest, methodNotAllowed, notFound } from './answers';
import { callOf, type Route } from './call';
import type { Gate } from './Gate';
import type { RateLimit } from './RateLimit';
import type { Tokens } from './Tokens';

interface Parts {
  readonly gate: Gate;
  readonly tokens: Tokens;
  readonly rateLimit: RateLimit;
}

/** Larger bodies are refused by the platform, too. */
const BODY_LIMIT = '3mb';

/** Everything below `/api/v2`: who calls is looked at first, then how often, then whether he may, then the body. */
export function apiRouter(routes: readonly Route[], { gate, tokens, rateLimit }: Parts): Router {
  const router = express.Router();
  router.use(express.text({ type: () => true, limit: BODY_LIMIT }));
  for (const route of routes) {
    router[route.method](route.path, (request, response, next) => {
      const work = () => {
        const client = tokens.clientOf(request.headers.authorization);
        rateLimit.count(client.id);
        tokens.requireAny(client, route.permissions);
        return route.handle(callOf(request, client));
      };
      gate.pass(route.name, response, work).catch(next);
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    router.all(
      path,
      refuseWith(gate, () => methodNotAllowed(methods)),
    );
  }
  router.use(refuseWith(gate, () => notFound()));
  const unreadable: ErrorRequestHandler = (_error, request, response, next) =>
    refuseWith(gate, () => badRequest('The body could not be read.'))(request, response, next);
  router.use(unreadable);
  return router;
}

function refuseWith(gate: Gate, refusal: () => Error): express.RequestHandler {
  return (_request, response, next) => {
    const work = () => {
      throw refusal();
    };
    gate.pass('unknown', response, work).catch(next);
  };
}
