import { type HttpClient, HttpFailure, type HttpRequest, type HttpResponse } from '../http';
import { nameOf } from './EngineHttp';

/**
 * Requests straight from the app's own process. They can be aborted, and end when the process does, so that a long poll
 * never outlives its owner; the host's proxy is not used.
 */
export class RuntimeHttp implements HttpClient {
  public async send(request: HttpRequest): Promise<HttpResponse> {
    const { url, method, headers = {}, body, timeoutMs, signal } = request;
    const abort = new AbortController();
    const stop = () => abort.abort();
    const timer = setTimeout(stop, timeoutMs);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    try {
      const response = await fetch(url, {
        method,
        headers: { ...headers },
        body: typeof body === 'string' ? body : body && new Uint8Array(body),
        signal: abort.signal,
      });
      const found: Record<string, string> = {};
      response.headers.forEach((value, name) => {
        found[name.toLowerCase()] = value;
      });
      return { status: response.status, headers: found, body: await response.text() };
    } catch {
      throw new HttpFailure(`${nameOf(request)} was not answered`);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }
}
