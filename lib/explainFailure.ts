import { randomBytes } from 'crypto';
import { describeError } from './describeError';
import { HandoverError } from './errors';
import type { Log } from './log';

/** A failure as whoever caused it, or met it, may read it. */
export interface Explanation {
  readonly error: HandoverError;
  readonly sentence: string;
  /** Finds the cause in the log; undefined for what is the caller's own doing. */
  readonly reference?: string;
}

/**
 * Explains a failure: what was thrown on purpose by its own sentence, anything else by a reference that is also in the
 * log, next to the cause that nobody else gets to see.
 */
export function explainFailure(failure: unknown, log: Log): Explanation {
  const error =
    failure instanceof HandoverError
      ? failure
      : new HandoverError('internal-error', 'Something went wrong here.', { cause: failure });
  if (error.status < 500) return { error, sentence: error.message };
  const reference = randomBytes(4).toString('hex');
  log.error(`${error.code} ${reference}`, { message: error.message, cause: describeError(error.cause) });
  return { error, sentence: `${error.message} Reference ${reference} is in the log of the app.`, reference };
}
