import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { randomUUID } from 'crypto';
import { describeError } from '../../lib/describeError';
import { type ErrorDetail, HandoverError } from '../../lib/errors';
import type { Log } from '../../lib/log';

/** The number that an error has in the API, where it is not the HTTP status. */
const CODES: Readonly<Record<number, number>> = { 404: 1002, 405: 1013, 409: 1004, 500: 1008 };

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
};

/** RFC 9457 (7807), with the members that callers of this API know. */
interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: number;
  readonly traceId: string;
  readonly details: { readonly reason: string; readonly fields?: readonly ErrorDetail[] };
}

/**
 * The problem document of a failure. One that was not thrown on purpose becomes a 500, whose cause is in the log beside
 * the same `traceId` and nowhere else.
 *
 * @param instance the path that was called, without the query, which may hold a key
 */
export function answerProblem(
  failure: unknown,
  { instance, log, headers = {} }: { instance: string; log: Log; headers?: Record<string, string> },
): IApiResponse {
  const error =
    failure instanceof HandoverError
      ? failure
      : new HandoverError('internal-error', 'Something went wrong here; the log of the app has the traceId.', {
          cause: failure,
        });
  const problem = problemOf(error, instance);
  if (error.status >= 500) log.error(`${error.code} ${problem.traceId}`, { cause: describeError(error.cause) });
  return {
    status: error.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    content: JSON.stringify(problem),
  };
}

function problemOf({ status, message, code, details }: HandoverError, instance: string): Problem {
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail: message,
    instance,
    code: CODES[status] ?? status,
    traceId: `api--${randomUUID()}`,
    details: { reason: code, ...(details.length > 0 && { fields: details }) },
  };
}
