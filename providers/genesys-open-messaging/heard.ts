import type { Written } from './participants';

/** More than Genesys repeats within the time in which it repeats anything. */
const REMEMBERED = 60;

/** Ids of what was heard, with one more, and without the oldest where there are too many to keep. */
export function remember(heard: readonly string[], id: string): string[] {
  return [...heard, id].slice(-REMEMBERED);
}

/**
 * When the oldest of what is remembered was written, if there may have been more before it: what was written by then has
 * been heard and forgotten. An agent may write more in half a minute than is remembered.
 */
export function forgottenUntilMs(heard: readonly string[], written: readonly Written[]): number {
  if (heard.length < REMEMBERED) return Number.NEGATIVE_INFINITY;
  return Math.min(...written.flatMap(({ id, atMs }) => (atMs !== undefined && heard.includes(id) ? [atMs] : [])));
}
