import axios, { type AxiosInstance, type AxiosResponse } from 'axios';

export const CLIENT = '5a0d6c1e-0000-4000-8000-000000000001';
const SECRET = 'sandbox-client-secret';
export const QUEUE = '5a0d6c1e-0000-4000-8000-000000000002';
export const INTEGRATION = '5a0d6c1e-0000-4000-8000-000000000003';
export const ANA = '5a0d6c1e-0000-4000-8000-00000000000a';
export const BEN = '5a0d6c1e-0000-4000-8000-00000000000b';

type Json = Record<string, unknown>;

/** A client of the Platform API that knows nothing of the server but the documentation. */
export class ForeignClient {
  readonly http: AxiosInstance;

  constructor(baseURL: string) {
    this.http = axios.create({ baseURL, validateStatus: () => true, proxy: false });
  }

  token(id = CLIENT, secret = SECRET, form = 'grant_type=client_credentials'): Promise<AxiosResponse> {
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const headers = { Authorization: authorization, 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.http.post('/oauth/token', form, { headers });
  }

  async login(id?: string, secret?: string): Promise<this> {
    const { data } = await this.token(id, secret);
    this.http.defaults.headers.common.Authorization = `Bearer ${data.access_token}`;
    return this;
  }

  get(path: string): Promise<AxiosResponse> {
    return this.http.get(`/api/v2/${path}`);
  }

  post(path: string, body: unknown): Promise<AxiosResponse> {
    return this.http.post(`/api/v2/${path}`, body);
  }

  patch(path: string, body: unknown): Promise<AxiosResponse> {
    return this.http.patch(`/api/v2/${path}`, body);
  }

  delete(path: string): Promise<AxiosResponse> {
    return this.http.delete(`/api/v2/${path}`);
  }

  inbound(kind: string, body: unknown, integration = INTEGRATION): Promise<AxiosResponse> {
    return this.post(`conversations/messages/${integration}/inbound/open/${kind}`, body);
  }

  message(text: string, changes: Json = {}): Promise<AxiosResponse> {
    return this.inbound('message?prefetchConversationId=true', { channel: channel(), text, ...changes });
  }
}

/** A channel as a client sends it. */
export function channel(changes: Json = {}): Json {
  const from = { id: 'visitor-1', idType: 'Opaque', nickname: 'Vera' };
  return { messageId: 'm-1', time: '2026-01-05T09:00:00.000Z', from, ...changes };
}

/** A channel of another visitor. */
export const channelOf = (id: string): Json => channel({ from: { id, idType: 'Opaque', nickname: id } });
