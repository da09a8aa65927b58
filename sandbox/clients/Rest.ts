import type { AxiosInstance, AxiosRequestConfig, AxiosResponse } from 'axios';
import axios from 'axios';

/** An answer that is not a success. */
export class RestFailure extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`Rocket.Chat answered ${status}: ${JSON.stringify(body)}`);
    this.name = 'RestFailure';
  }
}

/** JSON calls to one instance, as one user once logged in. */
export class Rest {
  private readonly http: AxiosInstance;

  constructor(readonly url: string) {
    this.http = axios.create({ baseURL: url, validateStatus: () => true, proxy: false });
  }

  /** Makes every further call as this user. Answers his id. */
  async login(username: string, password: string): Promise<string> {
    const body = await this.call<{ data: { userId: string; authToken: string } }>({
      method: 'post',
      url: '/api/v1/login',
      data: { username, password },
    });
    const { userId, authToken } = body.data;
    this.http.defaults.headers.common['X-User-Id'] = userId;
    this.http.defaults.headers.common['X-Auth-Token'] = authToken;
    return userId;
  }

  /** Sends a request and answers whatever comes back. */
  send<T = unknown>(request: AxiosRequestConfig): Promise<AxiosResponse<T>> {
    return this.http.request<T>(request);
  }

  /** Sends a request and answers its body; throws a {@link RestFailure} for everything but 2xx. */
  async call<T>(request: AxiosRequestConfig): Promise<T> {
    const { status, data } = await this.send<T>(request);
    if (status < 200 || status > 299) throw new RestFailure(status, data);
    return data;
  }

  get<T>(url: string, params?: object): Promise<T> {
    return this.call<T>({ method: 'get', url, params });
  }

  post<T>(url: string, data: object = {}): Promise<T> {
    return this.call<T>({ method: 'post', url, data });
  }

  put<T>(url: string, data: object = {}): Promise<T> {
    return this.call<T>({ method: 'put', url, data });
  }

  delete<T>(url: string, data?: object): Promise<T> {
    return this.call<T>({ method: 'delete', url, data });
  }
}
