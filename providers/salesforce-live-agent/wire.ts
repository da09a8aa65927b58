import { isJsonObject } from '../../lib/json';
import { numberOf, objectOf, parseJson, textOf } from '../shared/readJson';

/** Live Agent REST API, Messages: one thing that happened in the chat. */
export interface WireMessage {
  readonly type: string;
  readonly message: Readonly<Record<string, unknown>>;
}

/** Live Agent REST API, Messages: everything that happened since the last acknowledged answer. */
export interface Batch {
  readonly messages: readonly WireMessage[];
  readonly sequence: number;
  readonly offset: number | string | undefined;
}

/** Live Agent REST API, SessionId. */
export interface NewSession {
  readonly id: string;
  readonly key: string;
  readonly affinityToken: string;
  readonly clientPollTimeoutMs: number;
}

/** The messages of an answer; undefined when it is none. What cannot be read keeps its place, as a message of no type. */
export function messagesOf(body: unknown): readonly WireMessage[] | undefined {
  if (!isJsonObject(body) || !Array.isArray(body.messages)) return undefined;
  return body.messages.map((entry) => {
    const { type, message } = objectOf(entry);
    return { type: textOf(type) ?? '', message: objectOf(message) };
  });
}

/** Live Agent REST API, Messages. */
export function readBatch(text: string): Batch | undefined {
  const body = parseJson(text);
  const messages = messagesOf(body);
  const { sequence, offset } = objectOf(body);
  if (messages === undefined || !Number.isInteger(sequence)) return undefined;
  return { messages, sequence: Number(sequence), offset: numberOf(offset) ?? textOf(offset) };
}

const DEFAULT_POLL_TIMEOUT_S = 40;

/** Live Agent REST API, SessionId. */
export function readNewSession(text: string): NewSession | undefined {
  const body = objectOf(parseJson(text));
  const [id, key, affinityToken] = [textOf(body.id), textOf(body.key), textOf(body.affinityToken)];
  if (id === undefined || key === undefined || affinityToken === undefined) return undefined;
  const seconds = numberOf(body.clientPollTimeout) ?? DEFAULT_POLL_TIMEOUT_S;
  return { id, key, affinityToken, clientPollTimeoutMs: Math.max(1, seconds) * 1000 };
}

/** Live Agent REST API, ReconnectSession. */
export function readReconnection(text: string): { affinityToken: string; resetSequence: boolean } | undefined {
  const answer = messagesOf(parseJson(text))?.find(({ type }) => type === 'ReconnectSession');
  const affinityToken = textOf(answer?.message.affinityToken);
  return affinityToken === undefined
    ? undefined
    : { affinityToken, resetSequence: answer?.message.resetSequence === true };
}
