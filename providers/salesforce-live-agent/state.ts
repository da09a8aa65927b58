import {
  type Checks,
  isEither,
  isFlag,
  isLeftOutOr,
  isNullOr,
  isNumber,
  isObjectOf,
  isOneOf,
  isText,
  stateReader,
} from '../shared/readStored';
import type { NewSession } from './wire';

/** Everything needed to go on with a chat from any process. A type and not an interface, so that it counts as JSON. */
export type LiveAgentState = {
  endpoint: string;
  sessionId: string;
  key: string;
  affinity: string;
  clientPollTimeoutMs: number;
  /** How long Live Agent keeps a chat that nobody polls for. */
  connectionTimeoutMs: number;
  /** Number of the next POST; Live Agent REST API, Request Headers. */
  sequence: number;
  /** Number of the last answer whose messages were all applied; Live Agent REST API, Messages. */
  ack: number;
  /** Counts how often `ack` began anew. */
  epoch: number;
  /** Of the last answer that held messages; Live Agent REST API, ReconnectSession. */
  offset: number | string | null;
  isConnected: boolean;
  /** True from the first agent on. */
  wasEstablished: boolean;
  /** After a reconnect: the chat's history is `awaited`, and then it is `owed` that its receipt is confirmed. */
  catchUp: 'none' | 'awaited' | 'owed';
  /** How many of the agents' messages were handed over, how many up to `ack`, and a mark of the last one. */
  heard: number;
  heardAtAck: number;
  lastHeard: string;
  /** How many other events were handed over, and how many up to `ack`; none in states of the first version. */
  changes?: number;
  changesAtAck?: number;
  /** How many of the visitor's messages were taken. */
  sent: number;
  /** The visitor's message of which it is not known whether it was taken, and its number if that still counts. */
  pending: { messageId: string; sequence: number | null } | null;
  /** Id of the visitor's last message that was taken: a caller that was cut off may bring it once more. */
  lastTaken: string;
  /** What the history holds of the visitor's: how many messages, and a mark of the last one. */
  echo: { count: number; last: string } | null;
  lastMessageAtMs: number;
  /** Where the file goes that an agent asked for, and the visitor's message whose file is on its way there. */
  file: { uploadUrl: string; token: string; messageId?: string } | null;
  /** Id of the visitor's last message whose file was taken: a caller that was cut off may bring it once more. */
  lastFile?: string;
};

/** Live Agent REST API, ChatRequestSuccess: what `connectionTimeout` usually is. */
const DEFAULT_CONNECTION_TIMEOUT_MS = 150_000;

/** The state of a chat whose first POST is about to be sent. */
export function newState(session: NewSession, endpoint: string): LiveAgentState {
  return {
    endpoint,
    sessionId: session.id,
    key: session.key,
    affinity: session.affinityToken,
    clientPollTimeoutMs: session.clientPollTimeoutMs,
    connectionTimeoutMs: DEFAULT_CONNECTION_TIMEOUT_MS,
    sequence: 1,
    ack: -1,
    epoch: 0,
    offset: null,
    isConnected: false,
    wasEstablished: false,
    catchUp: 'none',
    heard: 0,
    heardAtAck: 0,
    lastHeard: '',
    sent: 0,
    pending: null,
    lastTaken: '',
    echo: null,
    lastMessageAtMs: 0,
    file: null,
  };
}

const isPending = isObjectOf({ messageId: isText, sequence: isNullOr(isNumber) });
const isEcho = isObjectOf({ count: isNumber, last: isText });
const isFile = isObjectOf({ uploadUrl: isText, token: isText, messageId: isLeftOutOr(isText) });

const FIELDS: Checks<LiveAgentState> = {
  endpoint: isText,
  sessionId: isText,
  key: isText,
  affinity: isText,
  clientPollTimeoutMs: isNumber,
  connectionTimeoutMs: isNumber,
  sequence: isNumber,
  ack: isNumber,
  epoch: isNumber,
  offset: isNullOr(isEither(isNumber, isText)),
  isConnected: isFlag,
  wasEstablished: isFlag,
  catchUp: isOneOf('none', 'awaited', 'owed'),
  heard: isNumber,
  heardAtAck: isNumber,
  lastHeard: isText,
  changes: isLeftOutOr(isNumber),
  changesAtAck: isLeftOutOr(isNumber),
  sent: isNumber,
  pending: isNullOr(isPending),
  lastTaken: isText,
  echo: isNullOr(isEcho),
  lastMessageAtMs: isNumber,
  file: isNullOr(isFile),
  lastFile: isLeftOutOr(isText),
};

/** @throws ProviderError of kind `gone` for what is no state of a chat: without one, the chat cannot be found again. */
export const readState = stateReader<LiveAgentState>(FIELDS);
