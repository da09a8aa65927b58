import { HandoverError } from '../../lib/errors';
import { Negotiator } from '../../vendor/negotiator';

/** What the API can answer in. */
export const MEDIA_TYPES = [
  'application/json',
  'application/hal+json',
  'application/xml',
  'text/xml',
  'text/csv',
] as const;

export type MediaType = (typeof MEDIA_TYPES)[number];

/**
 * The media type that a caller likes best (RFC 9110, section 12.5.1). Of those that he likes equally it is the one that he
 * names first, and where he names none of them the default.
 *
 * @throws HandoverError `not-acceptable` when he wants none of them
 */
export function negotiate(accept: string | undefined, byDefault: MediaType): MediaType {
  const offered = [byDefault, ...MEDIA_TYPES.filter((type) => type !== byDefault)];
  const chosen = new Negotiator({ headers: { accept: accept ?? '*/*' } }).mediaType(offered);
  const mediaType = offered.find((type) => type === chosen);
  if (mediaType) return mediaType;
  throw new HandoverError(
    'not-acceptable',
    `None of the media types in Accept is offered; offered: ${MEDIA_TYPES.join(', ')}.`,
  );
}
