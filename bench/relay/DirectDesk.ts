import http from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import express from 'express';
import { LocalServer } from '../../sandbox/contactCentre/LocalServer';
import { sampleClient } from '../../sandbox/genesys/samples';
import { GenesysChat } from './GenesysChat';

/** What a webhook is told; Open Messaging, outbound messages. */
interface Notification {
  readonly channel: { readonly to: { readonly id: string } };
  readonly text?: string;
}

/** An Open Messaging integration of its own, past the app, with the webhook that all its conversations share. */
export class DirectDesk {
  private readonly chats = new Map<string, GenesysChat>();
  private integration = '';

  private constructor(
    private readonly api: AxiosInstance,
    private readonly webhook: LocalServer,
  ) {}

  /** @param url of the simulated Genesys Cloud. */
  static async open(url: string): Promise<DirectDesk> {
    const api = axios.create({ baseURL: url, proxy: false, httpAgent: new http.Agent({ keepAlive: true }) });
    const auth = { username: sampleClient.id, password: sampleClient.secret };
    const { data } = await api.post<{ access_token: string }>('/oauth/token', 'grant_type=client_credentials', {
      auth,
    });
    api.defaults.headers.common.Authorization = `Bearer ${data.access_token}`;
    const app = express();
    const desk = new DirectDesk(api, await LocalServer.listen(app, 0));
    app.post('/', express.json(), ({ body }, response) => {
      response.end();
      desk.hear(body);
    });
    await desk.integrate();
    return desk;
  }

  async openChat(visitor: string): Promise<GenesysChat> {
    const chat = await GenesysChat.open(this.api, this.integration, visitor);
    this.chats.set(visitor, chat);
    return chat;
  }

  close(): Promise<void> {
    return this.webhook.close();
  }

  private async integrate(): Promise<void> {
    const { data } = await this.api.post<{ id: string }>('/api/v2/conversations/messaging/integrations/open', {
      name: 'Past the app',
      outboundNotificationWebhookUrl: this.webhook.origin,
      outboundNotificationWebhookSignatureSecretToken: 'nobody checks it',
    });
    this.integration = data.id;
  }

  private hear({ channel, text }: Notification): void {
    if (text !== undefined) this.chats.get(channel.to.id)?.hear(text);
  }
}
