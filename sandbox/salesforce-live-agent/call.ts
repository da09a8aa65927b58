import { type Answer, Refusal } from '../contactCentre/Answer';
import { affinityInvalid, badRequest, sessionInvalid } from './answers';
import type { ChatSession } from './ChatSession';

/** One HTTP call of a client, with its headers by lower-case name. */
export interface Call {
  readonly method: string;
  /** The resource as the protocol names it, such as `Chasitor/ChatMessage`. */
  readonly name: string;
  /** What follows the resource in the path: the key of Live Agent REST API, SessionId. */
  readonly rest: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly rawBody: string;
  readonly version: number;
  /** The session that the key header names, whether or not the call is allowed to use it. */
  readonly session: ChatSession | undefined;
  whenClosed(callback: () => void): void;
}

/** A resource of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly name: string;
  /** The first and the last API version that have it. */
  readonly since?: number;
  readonly until?: number;
  handle(call: Call): Answer | Promise<Answer>;
}

/** Live Agent REST API, Request Headers: the text `null` stands for a client that has no affinity yet. */
const NO_AFFINITY = 'null';

/** Live Agent REST API, Request Headers: every call names its version. */
export function readVersion(headers: Call['headers']): number {
  const version = headers['x-liveagent-api-version'];
  if (version === undefined || !/^\d{1,3}(\.0)?$/.test(version)) {
    throw new Refusal(badRequest('X-LIVEAGENT-API-VERSION header is required'));
  }
  return Number.parseInt(version, 10);
}

/** Live Agent REST API, Request Headers: a valid key with the affinity token that goes with it. */
export function requireSession(call: Call): ChatSession {
  const { session } = call;
  if (!session) {
    throw new Refusal(sessionInvalid());
  }
  requireAffinity(call, session);
  return session;
}

/** Live Agent REST API, ReconnectSession: a token of another server gets a 503, after which a reconnect is allowed. */
export function requireAffinity(call: Call, session: ChatSession): void {
  const affinity = call.headers['x-liveagent-affinity'];
  if (affinity === undefined) {
    throw new Refusal(badRequest('X-LIVEAGENT-AFFINITY header is required'));
  }
  if (affinity !== session.affinity) {
    session.reconnectStatus ??= 200;
    throw new Refusal(affinityInvalid());
  }
}

/** Live Agent REST API, SessionId and ReconnectSession: these take no affinity token but the text `null`. */
export function requireNoAffinity(call: Call): void {
  const affinity = call.headers['x-liveagent-affinity'];
  if (affinity === undefined) {
    throw new Refusal(badRequest('X-LIVEAGENT-AFFINITY header is required'));
  }
  if (affinity !== NO_AFFINITY) {
    throw new Refusal(affinityInvalid());
  }
}
