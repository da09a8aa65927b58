import { HandoverError } from './errors';

/** The error of a call that needs the provider while its settings are incomplete; names everything that they lack. */
export function providerIncomplete(problems: readonly string[]): HandoverError {
  const details = problems.map((problem) => ({ reason: problem }));
  return new HandoverError('provider-incomplete', 'The settings of the provider are incomplete.', { details });
}
