import type { ServerResponse } from 'http';

/** What a simulated contact centre says to one HTTP call. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is plain text, an object is JSON, bytes go as they are under the type of `headers`. */
  readonly body?: string | object | Buffer;
}

/** Thrown anywhere below a route to answer the call with something else than success. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`Refused with ${answer.status}`);
  }
}

function encode(body: Answer['body']): { bytes: Buffer; type: string | undefined } {
  if (body === undefined || Buffer.isBuffer(body)) {
    return { bytes: body ?? Buffer.alloc(0), type: undefined };
  }
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain;charset=UTF-8' : 'application/json;charset=UTF-8';
  return { bytes: Buffer.from(isText ? body : JSON.stringify(body)), type };
}

/** Writes the answer, or the first half of it before the connection breaks. */
export function writeAnswer(response: ServerResponse, answer: Answer, isCut: boolean): void {
  if (response.destroyed) {
    return;
  }
  const { status, body } = answer;
  const { bytes, type } = encode(body);
  const headers = { ...(type && { 'Content-Type': type }), ...answer.headers };
  const length = status === 204 ? {} : { 'Content-Length': bytes.length };
  response.writeHead(status, { ...headers, ...length, 'Cache-Control': 'no-cache, no-store' });
  if (isCut) {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  } else {
    response.end(status === 204 ? undefined : bytes);
  }
}
