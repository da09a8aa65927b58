import type { Conversation, Entry } from './Conversation';
import { badRequest } from './refusals';
import type { Switches } from './switches';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 50;

/** Enhanced Chat API, list of conversations and of entries: 20 when left out, 50 at most. */
export function readLimit(query: URLSearchParams): number {
  const limit = readNumber(query, 'limit') ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT) {
    throw badRequest(`limit must be from 1 to ${MAX_LIMIT}`);
  }
  return limit;
}

/** A whole number of the query, undefined when left out; throws a refusal of 400. */
function readNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) {
    return undefined;
  }
  if (!/^\d+$/.test(text)) {
    throw badRequest(`${name} must be a whole number`);
  }
  return Number(text);
}

/** True for times between `startTimestamp` and `endTimestamp`, in milliseconds, both of them included. */
export function readPeriod(query: URLSearchParams): (at: number) => boolean {
  const from = readNumber(query, 'startTimestamp') ?? 0;
  const to = readNumber(query, 'endTimestamp') ?? Number.POSITIVE_INFINITY;
  return (at) => at >= from && at <= to;
}

function readFilter(query: URLSearchParams, { statusInEntries }: Switches): (entry: Entry) => boolean {
  const text = query.get('entryTypeFilter');
  if (text === null || text === '') {
    return () => true;
  }
  const known = [
    'Message',
    'ParticipantChanged',
    'RoutingResult',
    ...(statusInEntries ? ['SessionStatusChanged'] : []),
  ];
  const wanted = text.split(',').map((type) => type.trim());
  const unknown = wanted.find((type) => !known.includes(type));
  if (unknown !== undefined) {
    throw badRequest(`entryTypeFilter does not know ${unknown}`);
  }
  return ({ entryType }) => wanted.includes(entryType);
}

function readDirection(query: URLSearchParams): 'FromStart' | 'FromEnd' {
  const direction = query.get('direction') ?? 'FromEnd';
  if (direction !== 'FromStart' && direction !== 'FromEnd') {
    throw badRequest('direction must be FromStart or FromEnd');
  }
  return direction;
}

/** Enhanced Chat API, conversation entries: newest first, or oldest first with `direction=FromStart`. */
export function queryEntries(
  { entries }: Conversation,
  query: URLSearchParams,
  { switches, now }: { switches: Switches; now: number },
): object[] {
  const limit = readLimit(query);
  const isInPeriod = readPeriod(query);
  const isWanted = readFilter(query, switches);
  const isOldestFirst = readDirection(query) === 'FromStart';
  const isThere = ({ transcriptedTimestamp: at }: Entry) => at <= now - switches.entriesLagMs && isInPeriod(at);
  const found = entries.filter((entry) => isThere(entry) && isWanted(entry));
  const ordered = isOldestFirst ? found : found.reverse();
  const isText = switches.entriesPayload === 'string';
  return ordered.slice(0, limit).map((entry) => ({
    ...entry,
    entryPayload: isText ? JSON.stringify(entry.entryPayload) : entry.entryPayload,
  }));
}
