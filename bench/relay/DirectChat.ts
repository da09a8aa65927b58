import http from 'node:http';
import axios, { type AxiosInstance } from 'axios';

const ORGANISATION = '00DSANDBOX00001';
const DEPLOYMENT = '572SANDBOX00001';
const BUTTON = '573SANDBOX00001';

/** What the settings of the app must name to reach the simulator. */
export const SIMULATOR_IDS = { organisation: ORGANISATION, deployment: DEPLOYMENT, button: BUTTON };

interface Batch {
  messages: { type: string; message: { text?: string } }[];
  sequence: number;
}

/** A chat straight with the simulator, which shows how much of a delay is the simulator's own. */
export class DirectChat {
  /** When a text of the agent's was here, in milliseconds since the Unix epoch. */
  readonly heardAtMs = new Map<string, number>();
  /** When a text of the visitor's went out. */
  readonly saidAtMs = new Map<string, number>();
  private readonly hangUp = new AbortController();
  private sequence = 0;
  private ack = -1;

  private constructor(
    readonly visitor: string,
    private readonly http: AxiosInstance,
  ) {}

  /** @param url the Chat API Endpoint. Resolves when the chat was requested, before an agent has taken it. */
  static async open(url: string, visitor: string): Promise<DirectChat> {
    const headers = { 'X-LIVEAGENT-API-VERSION': '49' };
    const client = axios.create({
      baseURL: url,
      headers,
      proxy: false,
      httpAgent: new http.Agent({ keepAlive: true }),
    });
    const session = await client.get<{ key: string; id: string; affinityToken: string }>('System/SessionId', {
      headers: { 'X-LIVEAGENT-AFFINITY': 'null' },
    });
    const { key, id, affinityToken } = session.data;
    client.defaults.headers.common['X-LIVEAGENT-SESSION-KEY'] = key;
    client.defaults.headers.common['X-LIVEAGENT-AFFINITY'] = affinityToken;
    const chat = new DirectChat(visitor, client);
    await chat.post('ChasitorInit', requestOf(id, visitor));
    void chat.listen();
    return chat;
  }

  async say(text: string): Promise<void> {
    this.saidAtMs.set(text, Date.now());
    await this.post('ChatMessage', { text });
  }

  close(): void {
    this.hangUp.abort();
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

  private async post(noun: string, body: object): Promise<void> {
    this.sequence += 1;
    await this.http.post(`Chasitor/${noun}`, body, { headers: { 'X-LIVEAGENT-SEQUENCE': String(this.sequence) } });
  }
}

function requestOf(sessionId: string, visitorName: string): object {
  return {
    organizationId: ORGANISATION,
    deploymentId: DEPLOYMENT,
    buttonId: BUTTON,
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
