import { type Document, isListing, type Links, type Resource } from './document';

/** The document as plain data. */
export function toJson(document: Document): string {
  return JSON.stringify(isListing(document) ? listing(document, ({ members }) => members) : document.members);
}

/** The document in the JSON Hypertext Application Language (draft-kelly-json-hal-11). */
export function toHal(document: Document): string {
  if (!isListing(document)) return JSON.stringify(halResource(document));
  const { items, ...rest } = listing(document, halResource);
  return JSON.stringify({ ...rest, _links: halLinks(document.links), _embedded: { items } });
}

function listing<T>(
  { items, total, nextCursor, previousCursor }: Extract<Document, { items: unknown }>,
  toItem: (item: Resource) => T,
): { items: T[]; total: number; nextCursor: string | null; previousCursor: string | null } {
  return { items: items.map(toItem), total, nextCursor, previousCursor };
}

function halResource({ members, links }: Resource): object {
  return { ...members, _links: halLinks(links) };
}

function halLinks(links: Links): object {
  return Object.fromEntries(Object.entries(links).map(([relation, href]) => [relation, { href }]));
}
