import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Bytes of a body beyond these are counted and forgotten. */
const KEPT_BYTES = 64 * 1024;
const CHANNEL = 'http.server.request.start';

/** What was kept of a body. */
export interface TappedBody {
  readonly content: Buffer;
  readonly size: number;
}

/** An HTTP call that a server of this process answers. */
export interface Exchange {
  readonly id: number;
  /** Port of the server. */
  readonly port: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly startMs: number;
  readonly requestHeaders: IncomingHttpHeaders;
  request: TappedBody;
  /** These two are missing before the answer begins. */
  status?: number;
  responseHeaders?: OutgoingHttpHeaders;
  response: TappedBody;
  /** Missing while the call is under way. */
  endMs?: number;
  /** Whether the connection broke before the answer was complete. */
  isCut: boolean;
}

interface Started {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

type Listener = (exchange: Exchange) => void;

let exchanges = 0;

/**
 * Watches the HTTP calls that servers of this process answer, without a hand in them. The listener gets each when it
 * comes, whenever there is more of it, and when it is over. The answer stops that.
 */
export function tapHttp(isWanted: (port: number, target: string) => boolean, listener: Listener): () => void {
  const start = (message: unknown): void => {
    const { request, response } = message as Started;
    const port = request.socket.localPort ?? 0;
    if (isWanted(port, request.url ?? '')) follow({ request, response }, port, listener);
  };
  subscribe(CHANNEL, start);
  return () => unsubscribe(CHANNEL, start);
}

function follow({ request, response }: Started, port: number, listener: Listener): void {
  const empty = { content: Buffer.alloc(0), size: 0 };
  const exchange: Exchange = {
    id: ++exchanges,
    port,
    method: request.method ?? '',
    target: request.url ?? '',
    startMs: Date.now(),
    requestHeaders: { ...request.headers },
    request: empty,
    response: empty,
    isCut: false,
  };
  collectRequest(request, (chunk) => {
    exchange.request = grown(exchange.request, chunk);
  });
  const answered = (): void => {
    exchange.status = response.statusCode;
    exchange.responseHeaders = response.getHeaders();
  };
  collectResponse(response, (chunk) => {
    exchange.response = grown(exchange.response, chunk);
    answered();
    if (!response.writableEnded) listener(exchange);
  });
  response.once('close', () => {
    if (response.headersSent) answered();
    exchange.endMs = Date.now();
    exchange.isCut = !response.writableFinished;
    listener(exchange);
  });
  listener(exchange);
}

/** Sees the chunks as they are handed to whoever reads the request; a listener of its own would start the flow too early. */
function collectRequest(request: IncomingMessage, keep: (chunk: Buffer) => void): void {
  const emit = request.emit.bind(request) as (event: string | symbol, ...args: unknown[]) => boolean;
  request.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    if (event === 'data') keep(Buffer.from(args[0] as Buffer));
    return emit(event, ...args);
  };
}

function collectResponse(response: ServerResponse, keep: (chunk: Buffer) => void): void {
  for (const name of ['write', 'end'] as const) {
    const original = response[name].bind(response) as (...args: unknown[]) => never;
    response[name] = (...args: unknown[]): never => {
      const [chunk] = args;
      const result = original(...args);
      if (typeof chunk === 'string' || ArrayBuffer.isView(chunk)) keep(Buffer.from(chunk as Buffer));
      return result;
    };
  }
}

function grown({ content, size }: TappedBody, chunk: Buffer): TappedBody {
  const kept = size < KEPT_BYTES ? Buffer.concat([content, chunk.subarray(0, KEPT_BYTES - content.length)]) : content;
  return { content: kept, size: size + chunk.length };
}
