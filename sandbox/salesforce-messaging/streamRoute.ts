import { Refusal } from '../contactCentre/Answer';
import type { Route } from './Call';
import type { Context } from './context';
import type { EventRouter } from './EventRouter';
import type { Token, Tokens } from './Tokens';

interface Parts {
  readonly context: Context;
  readonly tokens: Tokens;
  readonly router: EventRouter;
}

const STREAM_PATH = '/eventrouter/v1/sse';

/** The error body of the event router, which differs from the others'. */
function streamRefusal(status: 400 | 401 | 406, error: string, message: string, now: number): Refusal {
  const timestamp = new Date(now).toISOString();
  return new Refusal({ status, body: { timestamp, status, error, message, path: STREAM_PATH } });
}

/** Enhanced Chat API, server-sent events. */
export function streamRoute({ context, tokens, router }: Parts): Route {
  const bad = (message: string) => streamRefusal(400, 'Bad Request', message, context.clock.now());
  const authenticate = (authorization: string | undefined): Token => {
    try {
      return tokens.authenticate(authorization);
    } catch {
      throw streamRefusal(401, 'Unauthorized', 'Unauthorized', context.clock.now());
    }
  };
  return {
    method: 'get',
    path: STREAM_PATH,
    name: 'eventrouter/sse',
    handle: ({ headers, response }) => {
      const orgId = headers['x-org-id'];
      if (orgId === undefined || orgId === '') {
        throw bad('OrgId is required');
      }
      const token = authenticate(headers.authorization);
      if (orgId !== context.organization.id) {
        throw bad('OrgId in the header and token must match');
      }
      if (!response.req.accepts('text/event-stream')) {
        throw streamRefusal(406, 'Not Acceptable', 'Accept text/event-stream', context.clock.now());
      }
      const lastEventId = readLastEventId(headers['last-event-id'], context.switches.requireLastEventId, bad);
      router.open(response, token, { lastEventId, isExpired: () => tokens.hasExpired(token) });
      return undefined;
    },
  };
}

function readLastEventId(
  header: string | string[] | undefined,
  isRequired: boolean,
  bad: (message: string) => Refusal,
): number | undefined {
  if (header === undefined && !isRequired) {
    return undefined;
  }
  if (typeof header !== 'string' || !/^\d+$/.test(header)) {
    throw bad('Last-Event-Id is required');
  }
  return Number(header);
}
