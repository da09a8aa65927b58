import { explainFailure } from '../lib/explainFailure';
import type { Log } from '../lib/log';

/** A failure in words for an operator: its sentence, and what it names beyond that. */
export function wordsOf(failure: unknown, log: Log): string {
  const { error, sentence } = explainFailure(failure, log);
  const details = error.details.map((detail) =>
    'reason' in detail ? detail.reason : `${detail.field} ${detail.problem}`,
  );
  return [sentence, ...details.map((detail) => `- ${detail}`)].join('\n');
}
