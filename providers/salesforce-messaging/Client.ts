import type { Buffer } from 'buffer';
import type { Clock } from '../../lib/clock';
import type { HttpClient, HttpResponse } from '../../lib/http';
import type { Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import { retryAfterMs } from '../shared/httpAnswers';

/** One call to an org's Enhanced Chat. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the SCRT2 URL, beginning with a slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly body?: Json;
  /** Instead of `body`, something that is not JSON. */
  readonly content?: { readonly type: string; readonly bytes: Buffer };
  readonly timeoutMs: number;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** How long Salesforce wants to be left alone; HTTP Semantics, Retry-After. */
  readonly retryAfterMs: number | undefined;
  /** Method, host and path, for messages. */
  readonly what: string;
}

interface Org {
  readonly scrtUrl: string;
  readonly organisationId: string;
}

/** For calls that are answered at once. */
export const CALL_TIMEOUT_MS = 10_000;

/** HTTP as Enhanced Chat speaks it. */
export class Client {
  constructor(
    private readonly http: HttpClient,
    private readonly org: Org,
    private readonly clock: Clock,
  ) {}

  /** @throws ProviderError of kind `unreachable` when there is no answer; answers of every status are returned. */
  public async send(call: Call): Promise<Reply> {
    const { method, timeoutMs, body, content } = call;
    const what = nameOf(call, this.org.scrtUrl);
    const payload = content?.bytes ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await this.answer(what, {
      method,
      url: this.urlOf(call),
      headers: this.headersOf(call),
      timeoutMs,
      ...(payload !== undefined && { body: payload }),
    });
    const pauseMs = retryAfterMs(response.headers, this.clock.nowMs());
    return { status: response.status, body: response.body, retryAfterMs: pauseMs, what };
  }

  private async answer(what: string, request: Parameters<HttpClient['send']>[0]): Promise<HttpResponse> {
    try {
      return await this.http.send(request);
    } catch {
      throw new ProviderError('unreachable', `${what} got no answer`);
    }
  }

  private urlOf({ path, query = {} }: Call): string {
    const search = Object.keys(query).map((name) => `${name}=${encodeURIComponent(query[name] ?? '')}`);
    return `${this.org.scrtUrl}${path}${search.length === 0 ? '' : `?${search.join('&')}`}`;
  }

  private headersOf({ token, body, content }: Call): Record<string, string> {
    const type = content?.type ?? (body === undefined ? undefined : 'application/json');
    return {
      Accept: 'application/json',
      'X-Org-Id': this.org.organisationId,
      ...(type !== undefined && { 'Content-Type': type }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    };
  }
}

/** Whoever asks without a right is not one of the conversation, and a session that is none is over. */
const GONE: ReadonlySet<number> = new Set([401, 403, 404, 410, 417]);

/** What an answer that is no success means; Enhanced Chat API, Error Codes. */
export function failureOf({ status, what }: Pick<Reply, 'status' | 'what'>): ProviderError {
  const message = `${what} was answered with status ${status}`;
  if (GONE.has(status)) return new ProviderError('gone', message);
  const isPassing = status >= 500 || status === 408 || status === 425 || status === 429;
  return new ProviderError(isPassing ? 'unreachable' : 'rejected', message);
}

function nameOf({ method, path }: Call, scrtUrl: string): string {
  const { host, pathname } = new URL(scrtUrl);
  return `${method} ${host}${pathname.replace(/\/$/, '')}${path}`;
}
