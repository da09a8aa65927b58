import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { HandoverError } from '../lib/errors';
import { explainFailure } from '../lib/explainFailure';
import type { Log } from '../lib/log';

/** An answer with a JSON body. */
export function answer(status: number, content: object, headers: Record<string, string> = {}): IApiResponse {
  return { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }, content };
}

/**
 * The answer to a failure: its own status and sentence when it was thrown on purpose, otherwise 500 with a reference
 * that is also in the log, next to the cause that the caller does not get to see.
 */
export function answerFailure(failure: unknown, log: Log): IApiResponse {
  const { error, sentence, reference } = explainFailure(failure, log);
  if (reference === undefined) return answerError(error);
  return answer(error.status, { result: sentence, error: error.code, reference });
}

/** The answer to a failure of the caller's. */
export function answerError(error: HandoverError, headers: Record<string, string> = {}): IApiResponse {
  const details = error.details.length > 0 ? { details: error.details } : {};
  return answer(error.status, { result: error.message, error: error.code, ...details }, headers);
}
