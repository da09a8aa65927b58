import { isJsonObject } from '../../lib/json';
import { numberOf, objectOf, parseJson, textOf } from '../shared/readJson';

/** Enhanced Chat API, Conversation Entry: one thing that happened, whichever way it was heard of. */
export interface Entry {
  /** The same however often, and in whichever way, the entry comes. */
  readonly id: string;
  readonly type: string;
  /** When Salesforce wrote it down, in milliseconds since the Unix epoch; 0 where it does not say. */
  readonly atMs: number;
  /** Who did it: `EndUser` is the visitor. */
  readonly role: string;
  /** Id of who did it; empty where it is not told. */
  readonly subject: string;
  readonly senderName: string | undefined;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Enhanced Chat API, Server-Sent Events Structure: what an event is about. */
export interface Envelope {
  readonly conversationId: string | undefined;
  readonly entry: Entry | undefined;
}

/** The data of an event; `entry` is undefined where it cannot be read. */
export function readEnvelope(data: string): Envelope {
  const { conversationId, conversationEntry } = objectOf(parseJson(data));
  return { conversationId: textOf(conversationId), entry: readEntry(conversationEntry) };
}

/** Enhanced Chat API, List Conversation Entries; undefined for what is no list of entries. */
export function readEntries(body: string): ReadonlyArray<Entry | undefined> | undefined {
  const { conversationEntries } = objectOf(parseJson(body));
  return Array.isArray(conversationEntries) ? conversationEntries.map(readEntry) : undefined;
}

/** An entry, whose payload is an object or the text of one; undefined for what has no id, no type or no payload. */
function readEntry(value: unknown): Entry | undefined {
  const { identifier, entryType, entryPayload, sender, senderDisplayName, ...times } = objectOf(value);
  const payload = typeof entryPayload === 'string' ? parseJson(entryPayload) : entryPayload;
  if (!isJsonObject(payload)) return undefined;
  const { role, subject } = objectOf(sender);
  const id = textOf(identifier) ?? textOf(payload.id);
  const type = textOf(entryType) ?? textOf(payload.entryType);
  if (id === undefined || type === undefined) return undefined;
  return {
    id,
    type,
    atMs: numberOf(times.transcriptedTimestamp) ?? numberOf(times.clientTimestamp) ?? 0,
    role: textOf(role) ?? '',
    subject: textOf(subject) ?? '',
    senderName: textOf(senderDisplayName),
    payload,
  };
}
