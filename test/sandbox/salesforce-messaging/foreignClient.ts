import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { randomUUID } from 'crypto';
import { createParser } from 'eventsource-parser';
import type { Readable } from 'stream';

const API = '/iamessage/api/v2';

/** One frame of a stream, with its data parsed, and the payload inside it where there is one. */
export interface Frame {
  readonly event: string;
  readonly id?: string;
  readonly text: string;
  readonly data: {
    readonly conversationId: string;
    readonly conversationEntry: Record<string, unknown> & {
      readonly identifier: string;
      readonly entryPayload: string;
    };
  } & Record<string, unknown>;
  readonly payload: Record<string, unknown> & { readonly entryType: string };
}

function parse(text: unknown): Record<string, unknown> {
  try {
    const value = typeof text === 'string' ? JSON.parse(text) : text;
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** An open stream that remembers everything it was sent. */
export class ForeignStream {
  readonly frames: Frame[] = [];
  isOver = false;
  private readonly onFrame = new Set<() => void>();

  constructor(private readonly readable: Readable) {
    const parser = createParser({
      onEvent: ({ event = '', id, data: text }) => {
        const data = parse(text) as Frame['data'];
        const payload = parse(data.conversationEntry?.entryPayload) as Frame['payload'];
        this.frames.push({ event, id, text, data, payload });
        for (const look of this.onFrame) {
          look();
        }
      },
    });
    const over = () => {
      this.isOver = true;
    };
    readable.setEncoding('utf8').on('data', (chunk: string) => parser.feed(chunk));
    readable.on('error', over).on('end', over).on('close', over);
  }

  get events(): Frame[] {
    return this.frames.filter(({ event }) => event !== 'ping');
  }

  get names(): string[] {
    return this.events.map(({ event }) => event.replace('CONVERSATION_', ''));
  }

  /** Resolves when so many events of a name have come, with the last of them. */
  arrival(name: string, count: number): Promise<Frame> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.events.filter(({ event }) => event === name)[count - 1];
        if (found) {
          this.onFrame.delete(look);
          resolve(found);
        }
      };
      this.onFrame.add(look);
      look();
    });
  }

  close(): void {
    this.readable.destroy();
  }
}

/** A client of the protocol that knows nothing of the server but the documentation. */
export class ForeignClient {
  readonly http: AxiosInstance;
  readonly conversationId = randomUUID();
  token = '';
  lastEventId = '';
  subject = '';

  constructor(
    readonly url: string,
    readonly deployment = 'Rocket_Chat',
  ) {
    this.http = axios.create({ baseURL: url, validateStatus: () => true, proxy: false });
  }

  tokenBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const { deployment: esDeveloperName } = this;
    return { orgId: '00DSANDBOX00001', esDeveloperName, capabilitiesVersion: '1', platform: 'Web', ...changes };
  }

  askToken(changes: Record<string, unknown> = {}, kind = 'unauthenticated'): Promise<AxiosResponse> {
    return this.http.post(`${API}/authorization/${kind}/access-token`, this.tokenBody(changes));
  }

  async authorize(changes: Record<string, unknown> = {}, kind = 'unauthenticated'): Promise<this> {
    const { data } = await this.askToken(changes, kind);
    this.token = data.accessToken;
    this.lastEventId = String(data.lastEventId);
    this.subject = data.context.endUser.subject;
    return this;
  }

  get headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.token}` };
  }

  get(path: string, params?: Record<string, unknown>): Promise<AxiosResponse> {
    return this.http.get(`${API}${path}`, { headers: this.headers, params });
  }

  post(path: string, body: unknown): Promise<AxiosResponse> {
    return this.http.post(`${API}${path}`, body, { headers: this.headers });
  }

  delete(path: string, params?: Record<string, unknown>, data?: unknown): Promise<AxiosResponse> {
    return this.http.delete(`${API}${path}`, { headers: this.headers, params, data });
  }

  get path(): string {
    return `/conversation/${this.conversationId}`;
  }

  create(changes: Record<string, unknown> = {}): Promise<AxiosResponse> {
    const { conversationId, deployment: esDeveloperName } = this;
    const body = { conversationId, esDeveloperName, language: 'en_US', routingAttributes: {}, ...changes };
    return this.post('/conversation', body);
  }

  messageBody(text: string, id: string = randomUUID()): { message: Record<string, unknown>; esDeveloperName: string } {
    const staticContent = { formatType: 'Text', text };
    return {
      message: { id, messageType: 'StaticContentMessage', staticContent },
      esDeveloperName: this.deployment,
    };
  }

  say(text: string, changes: Record<string, unknown> = {}, id?: string): Promise<AxiosResponse> {
    return this.post(`${this.path}/message`, { ...this.messageBody(text, id), ...changes });
  }

  sendFile(content: Buffer, options: FileOptions = {}): Promise<AxiosResponse> {
    const { mimeType = 'image/png', name = 'picture.png', text, messageId = randomUUID() } = options;
    const message = { id: messageId, fileId: randomUUID(), ...(text !== undefined && { text }) };
    const form = new FormData();
    const entry = JSON.stringify({ esDeveloperName: this.deployment, message, ...options.changes });
    form.append('messageEntry', options.isEntryNamed ? new Blob([entry], { type: 'application/json' }) : entry);
    form.append('fileData', new Blob([new Uint8Array(content)], { type: mimeType }), name);
    return this.post(`${this.path}/file`, form);
  }

  entries(params: Record<string, unknown> = {}): Promise<AxiosResponse> {
    return this.get(`${this.path}/entries`, params);
  }

  close(): Promise<AxiosResponse> {
    return this.delete(this.path, { esDeveloperName: this.deployment });
  }

  /** Opens a stream where the token, or the last event, says; gives back the answer when there is none. */
  async askStream(changes: Record<string, string | undefined> = {}): Promise<AxiosResponse<Readable>> {
    const { lastEventId } = this;
    const asked = { ...this.headers, 'X-Org-Id': '00DSANDBOX00001', Accept: 'text/event-stream' };
    const headers = { ...asked, 'Last-Event-Id': lastEventId, ...changes };
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    return this.http.get('/eventrouter/v1/sse', { headers: sent, responseType: 'stream' });
  }

  async stream(changes: Record<string, string | undefined> = {}): Promise<ForeignStream> {
    const { status, data } = await this.askStream(changes);
    if (status !== 200) {
      throw new Error(`No stream but ${status}`);
    }
    return new ForeignStream(data);
  }
}

interface FileOptions {
  readonly mimeType?: string;
  readonly name?: string;
  readonly text?: string;
  readonly messageId?: string;
  /** Sends the part messageEntry with a file name, as some clients do. */
  readonly isEntryNamed?: boolean;
  readonly changes?: Record<string, unknown>;
}

/** The text of an answer that came as a stream. */
export async function textOf({ data }: AxiosResponse<Readable>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of data) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}
