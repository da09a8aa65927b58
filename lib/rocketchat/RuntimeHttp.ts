import {
  type HttpClient,
  HttpFailure,
  type HttpRequest,
  type HttpResponse,
  type HttpStream,
  type StreamClient,
} from '../http';
import { nameOf } from './EngineHttp';

/** Longer than any answer of an API. What may be longer is read as a stream. */
const MOST_BYTES = 10 * 1024 * 1024;
/**
 * Room for the next bytes of an answer. Left to itself the runtime sets 64 kB aside for each read, which an open stream
 * holds until something comes, and which V8 counts as garbage afterwards: 1,000 conversations make it collect all the time.
 */
const LEAST_READ_BYTES = 4 * 1024;
const MOST_READ_BYTES = 64 * 1024;

/**
 * Requests straight from the app's own process. They can be aborted, and end when the process does, so that a long poll
 * never outlives its owner; the host's proxy is not used. A redirect is an answer like any other: followed, it would take
 * keys and words to a host that nobody has named.
 */
export class RuntimeHttp implements HttpClient, StreamClient {
  public async send(request: HttpRequest): Promise<HttpResponse> {
    const { abort = new AbortController() } = request;
    const timer = setTimeout(() => abort.abort(), request.timeoutMs);
    try {
      const response = await fetch(request.url, options(request, abort));
      return { status: response.status, headers: headersOf(response), body: await textOf(response, request) };
    } catch (error) {
      if (error instanceof HttpFailure) throw error;
      throw new HttpFailure(`${nameOf(request)} was not answered`);
    } finally {
      clearTimeout(timer);
    }
  }

  public async open(request: HttpRequest): Promise<HttpStream> {
    const { abort = new AbortController() } = request;
    const timer = setTimeout(() => abort.abort(), request.timeoutMs);
    try {
      const response = await fetch(request.url, options(request, abort));
      return { status: response.status, headers: headersOf(response), chunks: chunksOf(response, request) };
    } catch {
      throw new HttpFailure(`${nameOf(request)} was not answered`);
    } finally {
      clearTimeout(timer);
    }
  }
}

function options({ method, headers = {}, body }: HttpRequest, abort: AbortController): RequestInit {
  return {
    method,
    headers,
    body: typeof body === 'string' ? body : body && new Uint8Array(body),
    redirect: 'manual',
    signal: abort.signal,
  };
}

function headersOf(response: Response): Record<string, string> {
  const found: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    found[name.toLowerCase()] = value;
  });
  return found;
}

/** @throws HttpFailure for an answer that is too long or breaks off. */
async function textOf(response: Response, request: HttpRequest): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of chunksOf(response, request)) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new HttpFailure(`${nameOf(request)} is answered with more than ${MOST_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

async function* chunksOf({ body }: Response, request: HttpRequest): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body?.getReader({ mode: 'byob' });
  let room = new Uint8Array(LEAST_READ_BYTES);
  try {
    while (reader) {
      const { done, value } = await reader.read(room);
      if (done) return;
      yield value.slice();
      room = roomAfter(value);
    }
  } catch {
    throw new HttpFailure(`${nameOf(request)} broke off`);
  } finally {
    // Whoever stops listening ends the request with it.
    await reader?.cancel().catch(() => undefined);
  }
}

/** The same again, or more when what came has filled it. */
function roomAfter({ buffer, byteLength }: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const isFull = byteLength === buffer.byteLength && byteLength < MOST_READ_BYTES;
  return isFull ? new Uint8Array(2 * byteLength) : new Uint8Array(buffer);
}
