import type { Request } from 'express';

/**
 * The entries of a list that have every value the query of its URL asks for, as in `?open=true`; a dot reaches inside, as
 * in `?visitor.name=Vera`.
 */
export function narrow<Entry extends object>(entries: readonly Entry[], query: Request['query']): Entry[] {
  const wanted = Object.entries(query);
  return entries.filter((entry) => wanted.every(([path, value]) => String(valueAt(entry, path)) === value));
}

function valueAt(entry: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (typeof value === 'object' && value ? Reflect.get(value, key) : undefined), entry);
}
