import type { RequestHandler } from 'express';
import { isRecord } from '../contactCentre/BodyReader';
import type { Context } from './context';

/** One call of a client, without its secrets. */
export interface LoggedRequest {
  readonly at: number;
  /** The name of the call; undefined for a path that is none of the API's. */
  readonly call?: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  /** This and the status are there when the call is over, or its stream; no status means that it was not answered. */
  body?: unknown;
  status?: number;
}

const KEPT = 5_000;
const MASK = '***';
const secrets = new Set(['authorization', 'customerIdentityToken', 'captchaToken']);

function mask(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, secrets.has(name) ? MASK : value]));
}

/** What clients asked for, in the order in which it arrived. */
export class RequestLog {
  readonly requests: LoggedRequest[] = [];

  constructor(private readonly context: Context) {}

  /** Notes every request of the routes after it, under the name of its call. */
  note(call: string | undefined): RequestHandler {
    return (request, response, next) => {
      const logged: LoggedRequest = {
        at: this.context.clock.now(),
        call,
        method: request.method,
        path: request.baseUrl + request.path,
        query: { ...request.query },
        headers: mask(request.headers),
      };
      this.requests.push(logged);
      this.requests.splice(0, this.requests.length - KEPT);
      const settle = () => {
        logged.body = isRecord(request.body) ? mask(request.body) : undefined;
        logged.status = response.headersSent ? response.statusCode : undefined;
      };
      response.once('finish', settle);
      response.once('close', settle);
      next();
    };
  }

  clear(): void {
    this.requests.length = 0;
  }
}
