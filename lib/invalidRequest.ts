import { type FieldProblem, HandoverError } from './errors';

/** Enough to put a request right; a hostile one does not get its own size back. */
const MOST_REPORTED = 20;

/** The error of a request with these problems; names each of them, up to 20. */
export function invalidRequest(problems: readonly FieldProblem[]): HandoverError {
  const details = problems.slice(0, MOST_REPORTED);
  const list = details.map(({ field, problem }) => `${field} ${problem}`).join('; ');
  const rest = problems.length > details.length ? `; and ${problems.length - details.length} more` : '';
  return new HandoverError('invalid-request', `The request is invalid: ${list}${rest}.`, { details });
}
