import type { BodyReader } from '../contactCentre/BodyReader';
import { changeSwitches as change } from '../contactCentre/changeSwitches';

const choices = {
  repeatedCreate: ['accept', 'conflict'],
  sessionStartsWith: ['conversation', 'first-message'],
  incompleteNewSession: ['attributes-lost', 'routing-lost'],
  closedConversation: ['forbidden', 'not-found', 'bad-request'],
  nobodyOnline: ['wait', 'fail'],
  replay: ['buffer', 'none'],
  streamPayload: ['string', 'object'],
  entriesPayload: ['object', 'string'],
  sessionTimes: ['seconds', 'milliseconds'],
  lastEventIdKind: ['string', 'number'],
} as const;

type Choices = { -readonly [Name in keyof typeof choices]: (typeof choices)[Name][number] };

/** How the simulated org behaves where the protocol leaves room, or where orgs and accounts of them differ. */
export interface Switches extends Choices {
  /** Bodies with unknown properties get 400. */
  strictSchemas: boolean;
  /** A stream that is opened without Last-Event-Id gets 400. */
  requireLastEventId: boolean;
  /** A key of a User Verification keyset counts only when it carries its certificate. */
  requireX5c: boolean;
  /** Entries of the type SessionStatusChanged are stored, and can be asked for. */
  statusInEntries: boolean;
  queuePositions: boolean;
  deliveryAcknowledgements: boolean;
  pingMs: number;
  /** How long a token of an unverified visitor is good for. */
  tokenSeconds: number;
  /** How long a token of a verified visitor is good for; Enhanced Chat setup, Authorization Token Expiration Time. */
  verifiedTokenSeconds: number;
  /** How many of a visitor's events are kept for streams that come back. */
  replayEvents: number;
  /** Enhanced Chat API, file: larger ones get 413. */
  maxFileBytes: number;
  /** Longer texts get 413; 0 means that there is no limit. */
  maxTextBytes: number;
  /** Media types of files; others get 415, none at all means that every type is taken. */
  fileTypes: string[];
  /** How old an entry must be before a request for entries finds it. */
  entriesLagMs: number;
  /** When an inactive session ends; Messaging Session statuses, Inactive. */
  inactiveMs: number;
}

/** The behaviour that the protocol documents, at its strictest. */
export const defaultSwitches: Readonly<Switches> = {
  repeatedCreate: 'accept',
  sessionStartsWith: 'conversation',
  incompleteNewSession: 'attributes-lost',
  closedConversation: 'forbidden',
  nobodyOnline: 'wait',
  replay: 'buffer',
  streamPayload: 'string',
  entriesPayload: 'object',
  sessionTimes: 'seconds',
  lastEventIdKind: 'string',
  strictSchemas: true,
  requireLastEventId: false,
  requireX5c: false,
  statusInEntries: true,
  queuePositions: true,
  deliveryAcknowledgements: true,
  pingMs: 20_000,
  tokenSeconds: 21_600,
  verifiedTokenSeconds: 3_600,
  replayEvents: 1_000,
  maxFileBytes: 5 * 1_024 * 1_024,
  maxTextBytes: 0,
  fileTypes: [
    'image/bmp',
    'image/gif',
    'image/jpeg',
    'image/png',
    'image/tiff',
    'application/pdf',
    'text/csv',
    'application/msword',
    'application/xml',
    'text/xml',
    'application/vnd.ms-excel',
  ],
  entriesLagMs: 0,
  inactiveMs: 86_400_000,
};

const checks = { fileTypes: (reader: BodyReader, name: string) => void reader.optionalTexts(name) };

/** Changes some switches in place after checking every one of them; throws `BadBody` and changes nothing otherwise. */
export function changeSwitches(current: Switches, patch: unknown): void {
  change(current, patch, { defaults: defaultSwitches, choices, checks });
}
