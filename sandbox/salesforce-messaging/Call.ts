import type { Response } from 'express';
import type { IncomingHttpHeaders } from 'http';
import type { Answer } from '../contactCentre/Answer';
import { badRequest } from './refusals';
import type { Upload } from './Visitor';

/** One HTTP call of a client. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON, or the parsed part `messageEntry` of an upload. */
  readonly body: unknown;
  readonly hasBody: boolean;
  readonly upload: Upload | undefined;
  /** For those that answer by themselves. */
  readonly response: Response;
}

/** A call that the API knows. */
export interface Route {
  readonly method: 'get' | 'post' | 'delete';
  /** As express writes it; one segment `:conversationId` is the conversation's. */
  readonly path: string;
  /** What faults and the request log call it. */
  readonly name: string;
  readonly takes?: 'json' | 'upload';
  /** Undefined when it has answered by itself. Throws `Refusal`. */
  handle(call: Call): Answer | undefined | Promise<Answer | undefined>;
}

/** Enhanced Chat API, Conversation: a deletion has no body; throws a refusal of 400 for one that has. */
export function requireNoBody({ hasBody }: Call): void {
  if (hasBody) {
    throw badRequest('The request must not have a body');
  }
}
