import { numberOf, textOf } from '../shared/readJson';

/** The time that an ISO 8601 text says, in milliseconds since the Unix epoch; undefined for anything else. */
export function timeOf(value: unknown): number | undefined {
  return numberOf(Date.parse(textOf(value) ?? ''));
}
