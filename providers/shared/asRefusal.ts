import { ProviderError } from '../../lib/ProviderError';

/** The error as it is while a conversation is opened: where there is none yet, none can be gone. */
export function asRefusal(error: unknown): unknown {
  const isGone = error instanceof ProviderError && error.failure === 'gone';
  return isGone ? new ProviderError('rejected', error.message) : error;
}
