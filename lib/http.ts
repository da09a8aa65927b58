export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly timeoutMs: number;
  /**
   * Ends the request, where the client can end one; the others let it run out. For this request alone: the client aborts
   * it too when the time is up.
   */
  readonly abort?: AbortController;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No answer came: refused, reset, timed out or aborted. `message` names method, host and path only. */
export class HttpFailure extends Error {
  public override readonly name = 'HttpFailure';
}

/** The outside as providers see it. Answers of every status resolve; throws `HttpFailure` when there was none. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** An answer whose body is read as it comes. */
export interface HttpStream {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Throws `HttpFailure` when the connection breaks or the request is aborted; ends when the other side ends it. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** For answers that go on for as long as both sides want. */
export interface StreamClient {
  /**
   * Resolves when the answer begins; `timeoutMs` counts until then only. `abort` ends the request at any time.
   * Throws `HttpFailure` when no answer began.
   */
  open(request: HttpRequest): Promise<HttpStream>;
}
