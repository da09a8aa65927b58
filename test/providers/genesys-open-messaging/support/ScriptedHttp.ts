import { type HttpClient, HttpFailure, type HttpRequest, type HttpResponse } from '../../../../lib/http';

/** One answer: a status, a body with status 200 unless it has its own, or `cut` for none at all. */
export type Answer = number | { status?: number; body?: unknown; headers?: Record<string, string> } | 'cut';
type Script = Answer | ((request: HttpRequest) => Answer);

/** A server that says what the test has written down: what is not written down is answered with an empty object. */
export class ScriptedHttp implements HttpClient {
  public readonly requests: HttpRequest[] = [];
  private readonly scripts = new Map<string, Script[]>();

  constructor() {
    this.on('POST token', { body: { access_token: 'token-1', token_type: 'bearer', expires_in: 3_600 } });
    this.on('POST message', { status: 202, body: { id: 'm', conversationId: CONVERSATION } });
  }

  /** What calls of a name, such as `POST message`, are answered with, one after the other; the last one for ever. */
  public on(call: string, ...answers: Script[]): this {
    this.scripts.set(call, answers);
    return this;
  }

  public async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    await Promise.resolve();
    const script = this.scripts.get(nameOf(request));
    const next = script !== undefined && script.length > 1 ? script.shift() : script?.[0];
    const answer = typeof next === 'function' ? next(request) : (next ?? { body: {} });
    if (answer === 'cut') throw new HttpFailure('the token could be in here: token-1');
    const { status = 200, body = {}, headers = {} } = typeof answer === 'number' ? { status: answer } : answer;
    return { status, headers, body: JSON.stringify(body) };
  }

  /** Requests of a call, in order. */
  public sent(call: string): HttpRequest[] {
    return this.requests.filter((request) => nameOf(request) === call);
  }

  /** Bodies of the requests of a call. */
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what is in them
  public bodies(call: string): any[] {
    return this.sent(call).map(({ body }) => JSON.parse(String(body)));
  }
}

export const CONVERSATION = '0b5e1d0e-2f7c-4c7e-9a33-0a1b2c3d4e5f';

/** `POST message`, `GET conversation`, `PATCH participant`: the method and what it is about. */
function nameOf({ method, url }: HttpRequest): string {
  const parts = new URL(url).pathname.split('/');
  const last = parts[parts.length - 1] ?? '';
  if (last === CONVERSATION) return `${method} conversation`;
  return `${method} ${parts[parts.length - 2] === 'participants' ? 'participant' : last}`;
}
