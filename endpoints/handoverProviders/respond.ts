import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { toCsv } from './csv';
import { type Document, isListing } from './document';
import { toHal, toJson } from './json';
import type { MediaType } from './negotiate';
import { toXml } from './xml';

const WRITERS: Readonly<Record<MediaType, (document: Document) => string>> = {
  'application/json': toJson,
  'application/hal+json': toHal,
  'application/xml': toXml,
  'text/xml': toXml,
  'text/csv': toCsv,
};

/** The answer that shows a document; what a body of some type cannot say of a list is in headers, for all alike. */
export function answerDocument(
  document: Document,
  {
    mediaType,
    status = 200,
    headers = {},
  }: { mediaType: MediaType; status?: number; headers?: Record<string, string> },
): IApiResponse {
  const contentType =
    mediaType === 'text/csv' ? `${mediaType}; charset=utf-8; header=present` : `${mediaType}; charset=utf-8`;
  return {
    status,
    headers: {
      'content-type': contentType,
      'cache-control': 'no-store',
      vary: 'Accept',
      ...(isListing(document) && listHeaders(document)),
      ...headers,
    },
    content: WRITERS[mediaType](document),
  };
}

/** RFC 8288 for the way through the pages. */
function listHeaders({ total, links }: Extract<Document, { items: unknown }>): Record<string, string> {
  const pages = Object.entries(links).filter(([relation]) => relation === 'next' || relation === 'prev');
  const link = pages.map(([relation, href]) => `<${href}>; rel="${relation}"`).join(', ');
  return { 'x-total-count': String(total), ...(link !== '' && { link }) };
}
