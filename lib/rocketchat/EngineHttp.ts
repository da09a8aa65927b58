import type { IHttp, IHttpRequest, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import { type HttpClient, HttpFailure, type HttpRequest, type HttpResponse } from '../http';
import { HostTimeout, hostCall } from './hostCall';

/** What the way through the host may take on top of the request itself. */
const MARGIN_MS = 1_000;

/** Requests that the host makes, with its proxy and its certificates. One that is under way cannot be taken back. */
export class EngineHttp implements HttpClient {
  /** @param direct takes the requests with bytes for a body: the host's HTTP knows texts only. */
  constructor(
    private readonly http: IHttp,
    private readonly direct: HttpClient,
  ) {}

  public async send(request: HttpRequest): Promise<HttpResponse> {
    const { url, headers = {}, body, timeoutMs } = request;
    if (body !== undefined && typeof body !== 'string') return this.direct.send(request);
    const options: IHttpRequest = { headers: { ...headers }, timeout: timeoutMs };
    if (body !== undefined) Object.assign(options, { content: body });
    try {
      return toResponse(
        await hostCall('http', this.call(request.method, url, options), timeoutMs + MARGIN_MS),
        request,
      );
    } catch (error) {
      if (error instanceof HttpFailure) throw error;
      const why = error instanceof HostTimeout ? 'was not answered in time' : 'could not be sent';
      throw new HttpFailure(`${nameOf(request)} ${why}`);
    }
  }

  private call(method: HttpRequest['method'], url: string, options: IHttpRequest): Promise<IHttpResponse> {
    switch (method) {
      case 'GET':
        return this.http.get(url, options);
      case 'POST':
        return this.http.post(url, options);
      case 'PUT':
        return this.http.put(url, options);
      case 'PATCH':
        return this.http.patch(url, options);
      case 'DELETE':
        return this.http.del(url, options);
      default:
        return method satisfies never;
    }
  }
}

/** Method, host and path: all that may be said of a request. */
export function nameOf({ method, url }: HttpRequest): string {
  const { host, pathname } = new URL(url);
  return `${method} ${host}${pathname.replace(/SessionId\/.+/, 'SessionId/***')}`;
}

function toResponse(response: IHttpResponse | null | undefined, request: HttpRequest): HttpResponse {
  if (!response) throw new HttpFailure(`${nameOf(request)} got no answer: is the permission networking granted?`);
  return { status: response.statusCode, headers: response.headers ?? {}, body: response.content ?? '' };
}
