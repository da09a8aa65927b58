import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { WireEntry, WirePart } from '../PageView';
import { describeBody, describeValue } from './describeBody';
import type { Exchange } from './HttpTap';
import type { Secrets } from './Secrets';

/** Headers that say nothing here. */
const DULL = new Set(['accept-encoding', 'connection', 'keep-alive', 'sec-fetch-mode', 'transfer-encoding', 'date']);

/** Who calls whom. */
export interface Ends {
  readonly from: string;
  readonly to: string;
}

/** An HTTP call as the page shows it. */
export function describeExchange(exchange: Exchange, { from, to }: Ends, secrets: Secrets): WireEntry {
  const { id, method, startMs, endMs, status, isCut } = exchange;
  // The bodies first: they may tell which values in the address are secret.
  const parts = partsOf(exchange, secrets);
  return {
    id: `http-${id}`,
    kind: 'http',
    atMs: startMs,
    ...(endMs !== undefined && { tookMs: endMs - startMs }),
    from,
    to,
    title: `${method} ${secrets.maskText(exchange.target)}`,
    outcome: outcomeOf(exchange),
    isFailure: isCut || (status ?? 0) >= 400,
    parts,
  };
}

function outcomeOf({ status, endMs, isCut }: Exchange): string {
  if (isCut) return status === undefined ? 'broken' : `${status}, broken`;
  if (endMs === undefined) return status === undefined ? 'waiting' : `${status}, open`;
  return String(status);
}

function partsOf({ requestHeaders, request, responseHeaders = {}, response }: Exchange, secrets: Secrets): WirePart[] {
  const parts = [
    { title: 'Request headers', text: describeHeaders(requestHeaders, secrets) },
    { title: 'Request body', text: describeBody(request, mediaTypeOf(requestHeaders), secrets) },
    { title: 'Response headers', text: describeHeaders(responseHeaders, secrets) },
    { title: 'Response body', text: describeBody(response, mediaTypeOf(responseHeaders), secrets) },
  ];
  return parts.filter(({ text }) => text !== '');
}

function mediaTypeOf(headers: IncomingHttpHeaders | OutgoingHttpHeaders): string {
  return String(headers['content-type'] ?? '');
}

function describeHeaders(headers: IncomingHttpHeaders | OutgoingHttpHeaders, secrets: Secrets): string {
  const telling = Object.entries(headers).filter(([name]) => !DULL.has(name));
  const masked = secrets.mask(Object.fromEntries(telling)) as Record<string, unknown>;
  const lines = Object.entries(masked).map(([name, value]) => `${name}: ${value}`);
  return lines.length === 0 ? '' : describeValue(lines.join('\n'), secrets);
}
