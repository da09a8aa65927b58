import type { EndReason } from '../../lib/provider';
import {
  type Checks,
  isFlag,
  isListOf,
  isMapOf,
  isNullOr,
  isNumber,
  isObjectOf,
  isText,
  stateReader,
} from '../shared/readStored';

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
  /** Of the newest entry that was listed; the stream, which may lose some, is ahead of that. */
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

const FIELDS: Checks<MessagingState> = {
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

/** @throws ProviderError of kind `gone` for what is no state: without one, the conversation cannot be found again. */
export const readState = stateReader<MessagingState>(FIELDS);
