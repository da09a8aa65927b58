import { HandoverError } from '../errors';

/** Which part of a list is wanted, and in what order. */
export interface PageQuery {
  /** Part of the name, in whatever case. */
  readonly filter?: string;
  /** Fields, each with the values that it may have. */
  readonly equals: ReadonlyArray<readonly [field: string, values: readonly string[]]>;
  /** The most important field first; ids decide between equals. */
  readonly sort: ReadonlyArray<{ readonly field: string; readonly isDescending: boolean }>;
  readonly limit: number;
  readonly skip: number;
  /** Id of the item that the page begins after. */
  readonly next?: string;
  /** Id of the item that the page ends before. */
  readonly previous?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** How many there are on all pages. */
  readonly total: number;
  /** What to ask with for the following page; undefined on the last one. */
  readonly nextCursor: string | undefined;
  readonly previousCursor: string | undefined;
}

/** The value of a field, by which items are filtered and sorted; `_id` and `name` are among the fields. */
export type FieldOf<T> = (item: T, field: string) => string | number | undefined;

/**
 * One page of the items.
 *
 * @throws HandoverError `invalid-request` when the item of a cursor is gone and only that item could tell the place
 */
export function pageOf<T>(items: readonly T[], fieldOf: FieldOf<T>, query: PageQuery): Page<T> {
  const order = orderOf(query.sort, fieldOf);
  const wanted = items.filter((item) => isWanted(item, fieldOf, query)).sort(order);
  const place = (cursor: string) => placeOf(cursor, { items, fieldOf, query, order });
  const [start, end] = rangeOf(wanted, query, place);
  const page = wanted.slice(start, end);
  const idOf = (item: T | undefined) => item && String(fieldOf(item, '_id'));
  return {
    items: page,
    total: wanted.length,
    nextCursor: end < wanted.length ? idOf(page[page.length - 1]) : undefined,
    previousCursor: start > 0 ? idOf(page[0]) : undefined,
  };
}

/** How an item lies to a place in the list: before it, on it, after it. */
type Place<T> = (item: T) => number;

function rangeOf<T>(
  wanted: readonly T[],
  { limit, skip, next, previous }: PageQuery,
  placeOfCursor: (cursor: string) => Place<T>,
): [start: number, end: number] {
  if (previous !== undefined) {
    const place = placeOfCursor(previous);
    const end = countWhile(wanted, (item) => place(item) < 0);
    return [Math.max(0, end - limit), end];
  }
  const place = next === undefined ? undefined : placeOfCursor(next);
  const start = place ? countWhile(wanted, (item) => place(item) <= 0) : skip;
  return [start, Math.min(wanted.length, start + limit)];
}

interface Sorted<T> {
  readonly items: readonly T[];
  readonly fieldOf: FieldOf<T>;
  readonly query: PageQuery;
  readonly order: (one: T, other: T) => number;
}

/** By ids, which are in the order of creation, even an item that is gone has its place. */
function placeOf<T>(cursor: string, { items, fieldOf, query, order }: Sorted<T>): Place<T> {
  const known = items.find((item) => fieldOf(item, '_id') === cursor);
  if (known) return (item) => order(item, known);
  const [first] = query.sort;
  if (first === undefined || first.field === '_id') {
    const direction = first?.isDescending ? -1 : 1;
    return (item) => direction * compare(fieldOf(item, '_id'), cursor);
  }
  throw new HandoverError('invalid-request', 'The item that the cursor stands for is gone; begin anew.');
}

function isWanted<T>(item: T, fieldOf: FieldOf<T>, { filter, equals }: PageQuery): boolean {
  const name = filter === undefined ? '' : String(fieldOf(item, 'name') ?? '').toLowerCase();
  const isNamed = filter === undefined || name.includes(filter.toLowerCase());
  return isNamed && equals.every(([field, values]) => values.includes(String(fieldOf(item, field) ?? '')));
}

function orderOf<T>(sort: PageQuery['sort'], fieldOf: FieldOf<T>): (one: T, other: T) => number {
  return (one, other) => {
    for (const { field, isDescending } of sort) {
      const difference = compare(fieldOf(one, field), fieldOf(other, field));
      if (difference !== 0) return isDescending ? -difference : difference;
    }
    return compare(fieldOf(one, '_id'), fieldOf(other, '_id'));
  };
}

/** What is absent comes first. */
function compare(one: string | number = '', other: string | number = ''): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The items are sorted, so those that the condition holds for come first. */
function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  const index = items.findIndex((item) => !holds(item));
  return index === -1 ? items.length : index;
}
