import type { Clock } from '../../lib/clock';
import type { HttpClient, HttpResponse } from '../../lib/http';
import type { Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import { retryAfterMs } from '../shared/httpAnswers';
import { objectOf, parseJson, textOf } from '../shared/readJson';
import { Access } from './Access';
import { Pace } from './Pace';
import type { GenesysSettings } from './settings';

/** One call of the Platform API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below `/api/v2`, beginning with a slash. */
  readonly path: string;
  readonly body?: Json;
  readonly timeoutMs?: number;
}

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Method, host and path, for messages. */
  readonly what: string;
  /** By which Genesys finds the call; Platform API, ErrorBody. */
  readonly contextId: string | undefined;
}

const CALL_TIMEOUT_MS = 10_000;
const UNAUTHORISED = 401;
const TOO_MANY = 429;
/** How long a call waits for the limit to allow it; longer is not worth it. */
const PATIENCE_MS = 8_000;

/** The Platform API as an OAuth client calls it. */
export class Client {
  public readonly pace: Pace;
  private readonly access: Access;

  constructor(
    private readonly http: HttpClient,
    private readonly settings: GenesysSettings,
    private readonly clock: Clock,
  ) {
    this.access = new Access(http, settings, clock);
    this.pace = new Pace(clock, settings.requestsPerMinute);
  }

  /**
   * Makes a call, once more with a new token when the old one is not taken, and again when there were too many.
   *
   * @throws ProviderError of kind `unreachable` when there is no answer, or it would come too late; of kind `rejected`
   * when Genesys does not know the OAuth client. Answers of every other status are returned.
   */
  public async send(call: Call): Promise<Reply> {
    const giveUpAtMs = this.clock.nowMs() + PATIENCE_MS;
    let reply: Reply | undefined;
    while (this.pace.quietUntilMs <= giveUpAtMs) {
      const restMs = this.pace.quietUntilMs - this.clock.nowMs();
      if (restMs > 0) await this.clock.wait(restMs);
      reply = await this.authorised(call);
      if (reply.status !== TOO_MANY) return reply;
    }
    throw reply ? failureOf(reply) : new ProviderError('unreachable', 'Genesys has asked to be left alone');
  }

  private async authorised(call: Call): Promise<Reply> {
    const token = await this.access.token();
    const reply = await this.attempt(call, token);
    if (reply.status !== UNAUTHORISED) return reply;
    const second = await this.attempt(call, await this.access.tokenAfter(token));
    // A client that Genesys does not know is refused when it logs in; a token that was just given out will do yet.
    if (second.status === UNAUTHORISED) throw new ProviderError('unreachable', `${second.what} was not authorised`);
    return second;
  }

  private async attempt({ method, path, body, timeoutMs = CALL_TIMEOUT_MS }: Call, token: string): Promise<Reply> {
    const url = `${this.settings.hosts.api}/api/v2${path}`;
    const what = `${method} ${new URL(url).host}${new URL(url).pathname}`;
    const response = await this.answer(what, {
      method,
      url,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      timeoutMs,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.status === TOO_MANY) this.pace.beQuiet(retryAfterMs(response.headers, this.clock.nowMs()));
    const answer = objectOf(parseJson(response.body));
    const contextId = textOf(answer.contextId) ?? response.headers['inin-correlation-id'];
    return { status: response.status, body: answer, what, contextId };
  }

  private async answer(what: string, request: Parameters<HttpClient['send']>[0]): Promise<HttpResponse> {
    try {
      return await this.http.send(request);
    } catch {
      throw new NoAnswer('unreachable', `${what} got no answer`);
    }
  }
}

/** Genesys may have done what it was asked for. */
export class NoAnswer extends ProviderError {}

/** What an answer that is no success means; Platform API, Response codes. */
export function failureOf({ status, what, contextId }: Omit<Reply, 'body'>): ProviderError {
  const reference = contextId !== undefined && /^[\w-]{1,60}$/.test(contextId) ? ` (${contextId})` : '';
  const message = `${what} was answered with status ${status}${reference}`;
  if (status === 404 || status === 410) return new ProviderError('gone', message);
  const isPassing = status >= 500 || status === 408 || status === 425 || status === TOO_MANY;
  return new ProviderError(isPassing ? 'unreachable' : 'rejected', message);
}
