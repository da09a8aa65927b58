import axios, { type AxiosInstance, type AxiosResponse } from 'axios';

export interface SessionKeys {
  readonly key: string;
  readonly id: string;
  readonly affinityToken: string;
  readonly clientPollTimeout: number;
}

interface Message {
  readonly type: string;
  readonly message: Record<string, unknown>;
}

/** A client of the protocol that knows nothing of the server but the documentation. */
export class ForeignClient {
  readonly http: AxiosInstance;
  keys: SessionKeys = { key: '', id: '', affinityToken: '', clientPollTimeout: 0 };
  sequence = 0;
  ack = -1;
  offset: number | undefined;

  constructor(
    baseURL: string,
    readonly version = '49',
  ) {
    this.http = axios.create({ baseURL, validateStatus: () => true, proxy: false });
  }

  async open(): Promise<this> {
    const headers = { 'X-LIVEAGENT-API-VERSION': this.version, 'X-LIVEAGENT-AFFINITY': 'null' };
    this.keys = (await this.http.get('System/SessionId', { headers })).data;
    return this;
  }

  headers(sequence?: number): Record<string, string> {
    return {
      'X-LIVEAGENT-API-VERSION': this.version,
      'X-LIVEAGENT-AFFINITY': this.keys.affinityToken,
      'X-LIVEAGENT-SESSION-KEY': this.keys.key,
      ...(sequence !== undefined && { 'X-LIVEAGENT-SEQUENCE': String(sequence) }),
    };
  }

  initBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      organizationId: '00DSANDBOX00001',
      deploymentId: '572SANDBOX00001',
      buttonId: '573SANDBOX00001',
      sessionId: this.keys.id,
      userAgent: 'Foreign/1.0',
      language: 'en-US',
      screenResolution: '1900x1080',
      visitorName: 'Vera',
      prechatDetails: [],
      prechatEntities: [],
      receiveQueueUpdates: true,
      isPost: true,
      ...changes,
    };
  }

  init(changes: Record<string, unknown> = {}): Promise<AxiosResponse> {
    return this.post('Chasitor/ChasitorInit', this.initBody(changes));
  }

  /** Counts up only when the server took it, as a retry uses the same number. */
  async post(path: string, body?: unknown): Promise<AxiosResponse> {
    const response = await this.http.post(path, body, { headers: this.jsonHeaders(this.sequence + 1) });
    this.sequence += response.status < 300 ? 1 : 0;
    return response;
  }

  jsonHeaders(sequence?: number): Record<string, string> {
    return { ...this.headers(sequence), 'Content-Type': 'application/json' };
  }

  async poll(): Promise<AxiosResponse> {
    const response = await this.http.get(`System/Messages?ack=${this.ack}`, { headers: this.headers() });
    if (response.status === 200) {
      this.ack = response.data.sequence;
      this.offset = response.data.offset ?? this.offset;
    }
    return response;
  }

  async messages(): Promise<Message[]> {
    return (await this.poll()).data.messages;
  }

  async types(): Promise<string[]> {
    return (await this.messages()).map((message) => message.type);
  }

  reconnect(query = `?ReconnectSession.offset=${this.offset}`): Promise<AxiosResponse> {
    const headers = { ...this.headers(), 'X-LIVEAGENT-AFFINITY': 'null' };
    return this.http.get(`System/ReconnectSession${query}`, { headers });
  }

  /** Takes over what ReconnectSession said. */
  resume(affinityToken: string): void {
    this.keys = { ...this.keys, affinityToken };
    this.sequence = 0;
    this.ack = -1;
  }

  destroy(): Promise<AxiosResponse> {
    const headers = this.headers();
    delete headers['X-LIVEAGENT-SESSION-KEY'];
    return this.http.delete(`System/SessionId/${this.keys.key}`, { headers });
  }
}
