import axios from 'axios';
import { type HttpClient, HttpFailure, type HttpRequest, type HttpResponse } from '../../../../lib/http';

/** HTTP for real, with everything that was sent. */
export class AxiosClient implements HttpClient {
  public readonly requests: HttpRequest[] = [];
  private readonly waiting: Array<{ status: number; resolve: () => void }> = [];

  /** Resolves with the next answer of this status. */
  public answered(status: number): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ status, resolve });
    });
  }

  public async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    const { method, url, headers, body: data, timeoutMs: timeout, abort } = request;
    try {
      const response = await axios.request<string>({
        method,
        url,
        headers: { ...headers },
        data,
        timeout,
        signal: abort?.signal,
        proxy: false,
        responseType: 'text',
        transformRequest: (unchanged: unknown) => unchanged,
        transformResponse: (unchanged: unknown) => unchanged,
        validateStatus: () => true,
      });
      for (const { resolve } of this.waiting.filter(({ status }) => status === response.status)) resolve();
      return { status: response.status, headers: {}, body: response.data ?? '' };
    } catch {
      throw new HttpFailure(`${method} ${url} got no answer`);
    }
  }
}
