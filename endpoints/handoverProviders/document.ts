import type { JsonObject } from '../../lib/handoverProviders/HandoverProvider';

/** Kinds of things in the API, as XML names them. */
export type ResourceKind = 'handoverProvider' | 'handoverService' | 'handoverProviderTest';

/** Addresses by relation (RFC 8288); paths on the host. */
export type Links = Readonly<Record<string, string>>;

/** One thing of the API, in the way that every media type can be made of. */
export interface Resource {
  readonly kind: ResourceKind;
  /** In the order in which they are shown. */
  readonly members: JsonObject;
  readonly links: Links;
}

/** One page of a list. */
export interface Listing {
  readonly kind: ResourceKind;
  readonly items: readonly Resource[];
  /** On all pages. */
  readonly total: number;
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
  readonly links: Links;
}

export type Document = Resource | Listing;

/** The members that things of a kind may have, in their order. */
export const MEMBERS: Readonly<Record<ResourceKind, readonly string[]>> = {
  handoverProvider: [
    '_id',
    'referenceId',
    'organisationId',
    'serviceId',
    'service',
    'localeId',
    'name',
    'createdAt',
    'lastChangedAt',
    'createdBy',
    'lastChangedBy',
    'properties',
    'settings',
  ],
  handoverService: ['_id', 'referenceId', 'version', 'name', 'description', 'serviceUrl', 'properties', 'settings'],
  handoverProviderTest: ['outcome', 'steps'],
};

export function isListing(document: Document): document is Listing {
  return 'items' in document;
}
