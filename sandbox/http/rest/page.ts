import type { Request } from 'express';

const DEFAULT_COUNT = 50;

/** One page of a list, in Rocket.Chat's words. */
export interface Page<T> {
  items: T[];
  count: number;
  offset: number;
  total: number;
}

/** The page of a list that a request asks for with `offset` and `count`. */
export function pageOf<T>(request: Request, all: T[]): Page<T> {
  const offset = Number(request.query.offset ?? 0);
  const wanted = Number(request.query.count ?? DEFAULT_COUNT);
  const items = all.slice(offset, wanted > 0 ? offset + wanted : undefined);
  return { items, count: items.length, offset, total: all.length };
}
