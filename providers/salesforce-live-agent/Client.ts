import type { HttpClient, HttpResponse } from '../../lib/http';
import type { Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import { parseJson, textOf } from '../shared/readJson';
import { movedEndpoint } from './endpoint';
import { messagesOf } from './wire';

/** What a chat session is called with; Live Agent REST API, Request Headers. */
interface Credentials {
  readonly affinity: string;
  readonly key?: string;
  /** Number of a POST that counts. */
  readonly sequence?: number;
}

/** One call of the Live Agent REST API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly endpoint: string;
  /** The resource, such as `System/SessionId`. */
  readonly resource: string;
  /** Last part of the path where it is a secret, which no message shows. */
  readonly secret?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly credentials?: Credentials;
  readonly body?: Json;
  readonly timeoutMs: number;
  readonly abort?: AbortController;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** Where the answer came from, to be called from now on. */
  readonly endpoint: string;
  /** Method, host and path, for messages. */
  readonly what: string;
}

/** How often one call is sent on to another server before that is taken for a circle. */
const MOST_HOPS = 3;

/** HTTP as Live Agent speaks it. */
export class Client {
  constructor(
    private readonly http: HttpClient,
    private readonly apiVersion: number,
  ) {}

  /**
   * Sends a call, to another server where Live Agent says so (Live Agent REST API, SwitchServer).
   *
   * @throws ProviderError of kind `unreachable` when there is no answer; answers of every status are returned.
   */
  public async send(call: Call): Promise<Reply> {
    let { endpoint } = call;
    for (let hops = 0; hops <= MOST_HOPS; hops++) {
      const what = describe(call, endpoint);
      const response = await this.sendOnce({ ...call, endpoint }, what);
      const next = call.method === 'GET' ? switchedEndpoint(response, endpoint) : undefined;
      if (next === undefined) return { status: response.status, body: response.body, endpoint, what };
      endpoint = next;
    }
    throw new ProviderError('unreachable', `${describe(call, endpoint)} was sent on from server to server`);
  }

  private async sendOnce(call: Call, what: string): Promise<HttpResponse> {
    const { method, credentials = {}, body, timeoutMs, abort } = call;
    try {
      return await this.http.send({
        method,
        url: urlOf(call),
        headers: { ...headersOf(credentials, this.apiVersion), ...(method === 'POST' && JSON_CONTENT) },
        timeoutMs,
        ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
        ...(abort !== undefined && { abort }),
      });
    } catch {
      // What the HTTP client has to say may hold the whole URL, and with it the session key.
      throw new ProviderError('unreachable', `${what} got no answer`);
    }
  }
}

const JSON_CONTENT = { 'Content-Type': 'application/json' };

/** What an answer that is no success means; Live Agent REST API, Status Codes and Error Responses. */
export function failureOf({ status, what }: Reply): ProviderError {
  const message = `${what} was answered with status ${status}`;
  if (status === 403) return new ProviderError('gone', message);
  const isPassing = status >= 500 || status === 408 || status === 429;
  return new ProviderError(isPassing ? 'unreachable' : 'rejected', message);
}

/** Method, host and path. */
function describe({ method, resource, secret }: Call, endpoint: string): string {
  const { host, pathname } = new URL(endpoint);
  return `${method} ${host}${pathname}${resource}${secret === undefined ? '' : '/***'}`;
}

function urlOf({ endpoint, resource, secret, query = {} }: Call): string {
  const path = secret === undefined ? resource : `${resource}/${encodeURIComponent(secret)}`;
  const names = Object.keys(query);
  const search = names.map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(query[name] ?? '')}`).join('&');
  return `${endpoint}${path}${search === '' ? '' : `?${search}`}`;
}

function headersOf({ affinity, key, sequence }: Partial<Credentials>, apiVersion: number): Record<string, string> {
  return {
    'X-LIVEAGENT-API-VERSION': String(apiVersion),
    ...(affinity !== undefined && { 'X-LIVEAGENT-AFFINITY': affinity }),
    ...(key !== undefined && { 'X-LIVEAGENT-SESSION-KEY': key }),
    ...(sequence !== undefined && { 'X-LIVEAGENT-SEQUENCE': String(sequence) }),
  };
}

function switchedEndpoint({ status, body }: HttpResponse, endpoint: string): string | undefined {
  if (status !== 200 || !body.includes('SwitchServer')) return undefined;
  const [first] = messagesOf(parseJson(body)) ?? [];
  if (first?.type !== 'SwitchServer') return undefined;
  return movedEndpoint(textOf(first.message.newUrl) ?? '', endpoint);
}
