import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { Readable } from 'node:stream';
import axios, { type AxiosInstance } from 'axios';
import { createParser } from 'eventsource-parser';
import { DirectChat } from './DirectChat';

/** The deployment of the simulator's org, as requests name it. */
export const SIMULATED_DEPLOYMENT = { orgId: '00DSANDBOX00001', esDeveloperName: 'Rocket_Chat' } as const;
/** The routing attribute by which the visitor's name is known. */
export const NAME_ATTRIBUTE = '_firstName';

const API = '/iamessage/api/v2';

/** A conversation with the simulated Salesforce Messaging past the app; news comes by a stream. */
export class MessagingChat extends DirectChat {
  private readonly hangUp = new AbortController();
  private readonly conversation = randomUUID();

  private constructor(
    visitor: string,
    private readonly http: AxiosInstance,
  ) {
    super(visitor);
  }

  /** @param url the SCRT2 URL. Resolves when the conversation was created. */
  static async open(url: string, visitor: string): Promise<MessagingChat> {
    const client = axios.create({ baseURL: url, proxy: false, httpAgent: new http.Agent({ keepAlive: true }) });
    const { data } = await client.post<{ accessToken: string; lastEventId: string }>(
      `${API}/authorization/unauthenticated/access-token`,
      { ...SIMULATED_DEPLOYMENT, capabilitiesVersion: '1', platform: 'Web' },
    );
    client.defaults.headers.common.Authorization = `Bearer ${data.accessToken}`;
    const chat = new MessagingChat(visitor, client);
    await chat.listen(data.lastEventId);
    await client.post(`${API}/conversation`, {
      conversationId: chat.conversation,
      esDeveloperName: SIMULATED_DEPLOYMENT.esDeveloperName,
      routingAttributes: { [NAME_ATTRIBUTE]: visitor },
    });
    return chat;
  }

  close(): void {
    this.hangUp.abort();
  }

  protected async post(text: string): Promise<void> {
    const staticContent = { formatType: 'Text', text };
    await this.http.post(`${API}/conversation/${this.conversation}/message`, {
      message: { id: randomUUID(), messageType: 'StaticContentMessage', staticContent },
      esDeveloperName: SIMULATED_DEPLOYMENT.esDeveloperName,
    });
  }

  private async listen(lastEventId: string): Promise<void> {
    const parser = createParser({
      onEvent: ({ event, data }) => event === 'CONVERSATION_MESSAGE' && this.hear(data, Date.now()),
    });
    const headers = {
      Accept: 'text/event-stream',
      'X-Org-Id': SIMULATED_DEPLOYMENT.orgId,
      'Last-Event-Id': lastEventId,
    };
    const { signal } = this.hangUp;
    const { data: stream } = await this.http.get<Readable>('/eventrouter/v1/sse', {
      headers,
      signal,
      responseType: 'stream',
    });
    stream.setEncoding('utf8').on('data', (chunk: string) => parser.feed(chunk));
    stream.on('error', (error) => signal.aborted || console.error('The direct chat with the simulator broke:', error));
  }

  private hear(data: string, atMs: number): void {
    const { conversationEntry } = JSON.parse(data) as { conversationEntry: { entryPayload: string } };
    const { abstractMessage } = JSON.parse(conversationEntry.entryPayload) as {
      abstractMessage: { staticContent?: { text?: string } };
    };
    const text = abstractMessage.staticContent?.text;
    if (text !== undefined) this.heardAtMs.set(text, atMs);
  }
}
