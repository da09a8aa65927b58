import { isJsonObject, type Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import type { EndReason } from '../../lib/provider';

/** Everything needed to go on with a conversation from any process. A type and not an interface, so that it is JSON. */
export type MessagingState = {
  conversationId: string;
  accessToken: string;
  /** When the token ends; null where it does not say. */
  expiresAtMs: number | null;
  /** Who the visitor was verified as, so that he can be verified again; null for an anonymous one. */
  identity: string | null;
  /** Of the last event of the stream that was applied. */
  lastEventId: string;
  /** Of the newest entry that was heard of. */
  lastEntryAtMs: number;
  /** Ids of the entries that were applied last, newest at the end. */
  seen: string[];
  queue: { position: number | null; waitSeconds: number | null };
  /** Those who have joined or left, and when that was, by their ids. */
  agents: { [subject: string]: { isPresent: boolean; atMs: number } };
  /** Set while nobody is there any more and nobody has said why. */
  departure: Departure | null;
  /** When the conversation was last passed on. */
  transferredAtMs: number;
  /** The last thing that was said to the visitor, if it can be answered by choosing. */
  choices: Choices | null;
  /** When something was last said to the visitor. */
  lastWordsAtMs: number;
  /** Set when it has ended. */
  end: { id: string; reason: EndReason } | null;
};

/** The last agent has left; Enhanced Chat API, ParticipantChanged. */
type Departure = {
  id: string;
  /** When this was noticed, by the clock of the app. */
  sinceMs: number;
  /** When the visitor was told, or Salesforce last asked what is to become of the conversation. */
  checkedAtMs: number | null;
};

/** A message with options; Enhanced Chat API, ChoicesMessage. */
export type Choices = { messageId: string; options: Array<{ id: string; title: string }> };

interface NewConversation {
  readonly conversationId: string;
  readonly accessToken: string;
  readonly expiresAtMs: number | null;
  readonly identity: string | null;
  readonly lastEventId: string;
}

/** The state of a conversation that is about to be created. */
export function newState(conversation: NewConversation): MessagingState {
  return {
    ...conversation,
    lastEntryAtMs: 0,
    seen: [],
    queue: { position: null, waitSeconds: null },
    agents: {},
    departure: null,
    transferredAtMs: 0,
    choices: null,
    lastWordsAtMs: 0,
    end: null,
  };
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isFlag: Check = (value) => typeof value === 'boolean';
const isNullOr =
  (is: Check): Check =>
  (value) =>
    value === null || is(value);
const isListOf =
  (is: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(is);
const isMapOf =
  (is: Check): Check =>
  (value) =>
    isJsonObject(value) && Object.values(value).every(is);
const isObjectOf =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isJsonObject(value) && Object.entries(fields).every(([name, is]) => is(value[name]));

const FIELDS: Readonly<Record<keyof MessagingState, Check>> = {
  conversationId: isText,
  accessToken: isText,
  expiresAtMs: isNullOr(isNumber),
  identity: isNullOr(isText),
  lastEventId: isText,
  lastEntryAtMs: isNumber,
  seen: isListOf(isText),
  queue: isObjectOf({ position: isNullOr(isNumber), waitSeconds: isNullOr(isNumber) }),
  agents: isMapOf(isObjectOf({ isPresent: isFlag, atMs: isNumber })),
  departure: isNullOr(isObjectOf({ id: isText, sinceMs: isNumber, checkedAtMs: isNullOr(isNumber) })),
  transferredAtMs: isNumber,
  choices: isNullOr(isObjectOf({ messageId: isText, options: isListOf(isObjectOf({ id: isText, title: isText })) })),
  lastWordsAtMs: isNumber,
  end: isNullOr(isObjectOf({ id: isText, reason: isText })),
};

const isStateShape = isObjectOf(FIELDS);
const isState = (value: unknown): value is MessagingState => isStateShape(value);

/** @throws ProviderError of kind `gone` for what is no state: without one, the conversation cannot be found again. */
export function readState(json: Json): MessagingState {
  if (isState(json)) return json;
  throw new ProviderError('gone', 'The saved state of the conversation cannot be read');
}
