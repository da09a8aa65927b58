import type { Page, PageQuery } from '../../lib/handoverProviders/pageOf';
import type { Links, Listing, Resource, ResourceKind } from './document';

interface ListingParts<T> {
  readonly kind: ResourceKind;
  readonly query: PageQuery;
  toResource(item: T): Resource;
  /** Address of the list with these parameters. */
  address(search: string): string;
}

/** A page of a list, and the ways to the pages before and after it. */
export function toListing<T>(page: Page<T>, { kind, query, toResource, address }: ListingParts<T>): Listing {
  const { items, total, nextCursor = null, previousCursor = null } = page;
  const { next: _next, previous: _previous, ...around } = { ...query, skip: 0 };
  const links: Links = {
    self: address(searchOf(query)),
    ...(nextCursor !== null && { next: address(searchOf({ ...around, next: nextCursor })) }),
    ...(previousCursor !== null && { prev: address(searchOf({ ...around, previous: previousCursor })) }),
  };
  return { kind, items: items.map(toResource), total, nextCursor, previousCursor, links };
}

/** The parameters that ask for this part of a list. */
function searchOf({ filter, equals, sort, limit, skip, next, previous }: PageQuery): string {
  const order = sort.map(({ field, isDescending }) => `${field}:${isDescending ? 'desc' : 'asc'}`).join();
  const parameters: ReadonlyArray<readonly [string, string | undefined]> = [
    ...equals.map(([field, values]) => [field, values.join()] as const),
    ['filter', filter],
    ['limit', String(limit)],
    ['next', next],
    ['previous', previous],
    ['skip', skip > 0 ? String(skip) : undefined],
    ['sort', order === '' ? undefined : order],
  ];
  const given = parameters.filter((parameter): parameter is [string, string] => parameter[1] !== undefined);
  return `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}
