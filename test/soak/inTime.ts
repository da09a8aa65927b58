import { RestFailure } from '../../sandbox/clients/Rest';
import { eventually } from '../support/eventually';
import type { Kind } from './check';

/** How long anything may take to come right while everything goes wrong. */
const LIMIT_MS = 90_000;
/** People who looked more often would be most of what the machine has to do. */
const LOOK_EVERY_MS = 250;

/** Something that has not come about in time, and what kind of finding that is. */
export class NotInTime extends Error {
  constructor(
    readonly kind: Kind,
    what: string,
  ) {
    super(what);
  }
}

/**
 * Repeats a check until it stops throwing, and answers its result.
 *
 * @throws NotInTime when that takes longer than anything may, with what is wrong then
 */
export async function inTime<T>(kind: Kind, what: string, check: () => Promise<T>): Promise<T> {
  try {
    return await eventually(check, LIMIT_MS, LOOK_EVERY_MS);
  } catch (error) {
    const why = error instanceof RestFailure ? JSON.stringify(error.body) : (error as Error).message;
    throw new NotInTime(kind, `${what} in ${LIMIT_MS / 1_000} s: ${why}`);
  }
}
