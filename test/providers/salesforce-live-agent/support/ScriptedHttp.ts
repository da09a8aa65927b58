import { type HttpClient, HttpFailure, type HttpRequest, type HttpResponse } from '../../../../lib/http';

/** One answer: a status, a body with status 200, or `cut` for none at all. */
export type Answer = number | { status?: number; body: unknown } | 'cut';
type Script = Answer | ((request: HttpRequest) => Answer | Promise<Answer>);

/** A server that says what the test has written down, and nothing more: unwritten polls hang until they are aborted. */
export class ScriptedHttp implements HttpClient {
  public readonly requests: HttpRequest[] = [];
  public openPolls = 0;
  public mostOpenPolls = 0;
  private readonly scripts = new Map<string, Script[]>();

  /** What calls of a resource (`GET System/Messages`) are answered with, one after the other; the last one for ever. */
  public on(call: string, ...answers: Script[]): this {
    this.scripts.set(call, answers);
    return this;
  }

  public async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    const isPoll = request.url.includes('System/Messages');
    this.openPolls += isPoll ? 1 : 0;
    this.mostOpenPolls = Math.max(this.mostOpenPolls, this.openPolls);
    try {
      return respond(await this.next(request));
    } finally {
      this.openPolls -= isPoll ? 1 : 0;
    }
  }

  /** Requests of a resource, in order. */
  public sent(resource: string): HttpRequest[] {
    return this.requests.filter(({ url }) => new URL(url).pathname.includes(resource));
  }

  private async next(request: HttpRequest): Promise<Answer> {
    await Promise.resolve();
    const path = new URL(request.url).pathname.replace('/chat/rest/', '');
    const [name] = [...this.scripts.keys()].filter((call) => `${request.method} ${path}`.startsWith(call));
    const script = name === undefined ? undefined : this.scripts.get(name);
    const isPoll = path === 'System/Messages';
    if (script === undefined || script.length === 0) return isPoll ? untilAborted(request) : { body: 'OK' };
    const [first = 200] = isPoll || script.length > 1 ? script.splice(0, 1) : script;
    return typeof first === 'function' ? first(request) : first;
  }
}

function untilAborted({ abort }: HttpRequest): Promise<Answer> {
  return new Promise((resolve) => {
    if (abort?.signal.aborted) resolve('cut');
    abort?.signal.addEventListener('abort', () => resolve('cut'));
  });
}

function respond(answer: Answer): HttpResponse {
  if (answer === 'cut') throw new HttpFailure('the key of the session could be in here: K!1!secret');
  const { status = 200, body = '' } = typeof answer === 'number' ? { status: answer } : answer;
  return { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** Live Agent REST API, Messages response. */
export function batch(sequence: number, ...messages: Array<[type: string, message?: object]>): Answer {
  const list = messages.map(([type, message = {}]) => ({ type, message }));
  return { body: { messages: list, sequence, offset: 1000 + sequence } };
}
