import type { EndReason } from '../../lib/provider';
import {
  type Checks,
  isFlag,
  isListOf,
  isNullOr,
  isNumber,
  isObjectOf,
  isText,
  stateReader,
} from '../shared/readStored';

/** Everything needed to go on with a conversation from any process. A type and not an interface, so that it is JSON. */
export type GenesysState = {
  /** What Genesys knows the visitor by. */
  visitorKey: string;
  nickname: string;
  /** Null while nobody knows whether the first message has arrived. */
  conversationId: string | null;
  /** How many messages of the visitor's Genesys is known to have. */
  taken: number;
  /** The message that was sent last, and how many of its parts Genesys has. */
  last: { id: string; parts: number } | null;
  /** Participants, by their ids, that talk with the visitor. */
  agents: string[];
  hadAgent: boolean;
  /** The stay in a queue that was told of last. */
  queued: string | null;
  /** Ids of the notifications that were heard last, newest at the end. */
  heard: string[];
  /** The last thing that was said to the visitor, if it can be answered by choosing. */
  choices: Choices | null;
  /** Set when it has ended. */
  end: { id: string; reason: EndReason } | null;
};

/** A message with options; Open Messaging, structured content. */
export type Choices = { messageId: string; options: Option[] };

export type Option = { type: 'QuickReply' | 'Button' | 'DatePicker'; title: string; payload: string };

/** The state of a conversation that is about to begin. */
export function newState(visitor: { readonly visitorKey: string; readonly nickname: string }): GenesysState {
  return {
    ...visitor,
    conversationId: null,
    taken: 0,
    last: null,
    agents: [],
    hadAgent: false,
    queued: null,
    heard: [],
    choices: null,
    end: null,
  };
}

const FIELDS: Checks<GenesysState> = {
  visitorKey: isText,
  nickname: isText,
  conversationId: isNullOr(isText),
  taken: isNumber,
  last: isNullOr(isObjectOf({ id: isText, parts: isNumber })),
  agents: isListOf(isText),
  hadAgent: isFlag,
  queued: isNullOr(isText),
  heard: isListOf(isText),
  choices: isNullOr(
    isObjectOf({ messageId: isText, options: isListOf(isObjectOf({ type: isText, title: isText, payload: isText })) }),
  ),
  end: isNullOr(isObjectOf({ id: isText, reason: isText })),
};

/** @throws ProviderError of kind `gone` for what is no state: without one, the conversation cannot be found again. */
export const readState = stateReader<GenesysState>(FIELDS);
