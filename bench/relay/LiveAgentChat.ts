import http from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import { DirectChat } from './DirectChat';

/** The org that the simulator serves. */
export const SIMULATED_ORG = {
  organisation: '00DSANDBOX00001',
  deployment: '572SANDBOX00001',
  button: '573SANDBOX00001',
} as const;

interface Batch {
  messages: { type: string; message: { text?: string } }[];
  sequence: number;
}

/** A chat with the simulated Live Agent past the app. */
export class LiveAgentChat extends DirectChat {
  private readonly hangUp = new AbortController();
  private sequence = 0;
  private ack = -1;

  private constructor(
    visitor: string,
    private readonly http: AxiosInstance,
  ) {
    super(visitor);
  }

  /** @param url the Chat API Endpoint. Resolves when the chat was requested. */
  static async open(url: string, visitor: string): Promise<LiveAgentChat> {
    const headers = { 'X-LIVEAGENT-API-VERSION': '49' };
    const httpAgent = new http.Agent({ keepAlive: true });
    const client = axios.create({ baseURL: url, headers, proxy: false, httpAgent });
    const session = await client.get<{ key: string; id: string; affinityToken: string }>('System/SessionId', {
      headers: { 'X-LIVEAGENT-AFFINITY': 'null' },
    });
    const { key, id, affinityToken } = session.data;
    client.defaults.headers.common['X-LIVEAGENT-SESSION-KEY'] = key;
    client.defaults.headers.common['X-LIVEAGENT-AFFINITY'] = affinityToken;
    const chat = new LiveAgentChat(visitor, client);
    await chat.call('ChasitorInit', requestOf(id, visitor));
    void chat.listen();
    return chat;
  }

  close(): void {
    this.hangUp.abort();
  }

  protected post(text: string): Promise<void> {
    return this.call('ChatMessage', { text });
  }

  private async listen(): Promise<void> {
    const { signal } = this.hangUp;
    while (!signal.aborted) {
      try {
        const { status, data } = await this.http.get<Batch>('System/Messages', { params: { ack: this.ack }, signal });
        if (status !== 200) continue;
        const atMs = Date.now();
        this.ack = data.sequence;
        for (const { message } of data.messages) if (message.text !== undefined) this.heardAtMs.set(message.text, atMs);
      } catch (error) {
        if (!signal.aborted) console.error('The direct chat with the simulator broke:', error);
        return;
      }
    }
  }

  private async call(noun: string, body: object): Promise<void> {
    this.sequence += 1;
    await this.http.post(`Chasitor/${noun}`, body, { headers: { 'X-LIVEAGENT-SEQUENCE': String(this.sequence) } });
  }
}

function requestOf(sessionId: string, visitorName: string): object {
  return {
    organizationId: SIMULATED_ORG.organisation,
    deploymentId: SIMULATED_ORG.deployment,
    buttonId: SIMULATED_ORG.button,
    sessionId,
    userAgent: 'bench',
    language: 'en-US',
    screenResolution: '1920x1080',
    visitorName,
    prechatDetails: [],
    prechatEntities: [],
    receiveQueueUpdates: true,
    isPost: true,
  };
}
