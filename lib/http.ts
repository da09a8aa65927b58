export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly timeoutMs: number;
  /** Aborts the request where the client can; the others let it run out. */
  readonly signal?: AbortSignal;
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
