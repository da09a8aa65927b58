import { describeError } from '../lib/describeError';
import type { Log } from '../lib/log';

/** Runs what an event or a job calls for, so that nothing it throws reaches the host, which would only lose it. */
export async function quietly(log: Log, what: string, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    log.error(`${what} was not dealt with`, { cause: describeError(error) });
  }
}
