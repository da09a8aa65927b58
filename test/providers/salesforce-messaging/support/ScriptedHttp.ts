import { type HttpClient, HttpFailure, type HttpRequest, type HttpResponse } from '../../../../lib/http';

/** One answer: a status, a body with status 200 unless it has its own, or `cut` for none at all. */
export type Answer = number | { status?: number; body?: unknown; headers?: Record<string, string> } | 'cut';
type Script = Answer | ((request: HttpRequest) => Answer | Promise<Answer>);

const CONVERSATION = /\/iamessage\/api\/v2\/conversation\/[0-9a-f-]{36}/;

/** A server that says what the test has written down: what is not written down is answered with an empty object. */
export class ScriptedHttp implements HttpClient {
  public readonly requests: HttpRequest[] = [];
  private readonly scripts = new Map<string, Script[]>();

  constructor() {
    this.on('POST unauthenticated', { body: { accessToken: 'token-1', lastEventId: '7', context: {} } });
    this.on('GET entries', { body: { conversationEntries: [] } });
  }

  /** What calls of a name, such as `GET entries`, are answered with, one after the other; the last one for ever. */
  public on(call: string, ...answers: Script[]): this {
    this.scripts.set(call, answers);
    return this;
  }

  public async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    await Promise.resolve();
    const script = this.scripts.get(nameOf(request));
    const next = script !== undefined && script.length > 1 ? script.shift() : script?.[0];
    const answer = typeof next === 'function' ? await next(request) : (next ?? { body: {} });
    if (answer === 'cut') throw new HttpFailure('the token could be in here: token-1');
    const { status = 200, body = '', headers = {} } = typeof answer === 'number' ? { status: answer } : answer;
    return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
  }

  /** Requests of a call, in order. */
  public sent(call: string): HttpRequest[] {
    return this.requests.filter((request) => nameOf(request) === call);
  }

  /** Bodies of the requests of a call. */
  public bodies(call: string): Array<Record<string, unknown>> {
    return this.sent(call).map(({ body }) => JSON.parse(String(body)));
  }
}

/** `POST message`, `DELETE conversation`, `POST unauthenticated`: the method and what it is about. */
function nameOf({ method, url }: HttpRequest): string {
  const { pathname } = new URL(url);
  const rest = pathname.replace(CONVERSATION, '/conversation').replace('/access-token', '');
  return `${method} ${rest.slice(rest.lastIndexOf('/') + 1)}`;
}
