import { randomUUID } from 'node:crypto';
import type { AxiosInstance } from 'axios';
import { DirectChat } from './DirectChat';

/** A conversation with the simulated Genesys Cloud past the app; its webhook hands over what comes for the visitor. */
export class GenesysChat extends DirectChat {
  private constructor(
    visitor: string,
    private readonly http: AxiosInstance,
    private readonly integration: string,
  ) {
    super(visitor);
  }

  /** @param http a client of the Platform API that is logged in. Resolves when the conversation has begun. */
  static async open(http: AxiosInstance, integration: string, visitor: string): Promise<GenesysChat> {
    const chat = new GenesysChat(visitor, http, integration);
    await chat.post(`${visitor} asks for an agent`);
    return chat;
  }

  /** Something of an agent's has come. */
  hear(text: string): void {
    this.heardAtMs.set(text, Date.now());
  }

  close(): void {
    // There is no connection of its own: what comes, comes by the webhook of all.
  }

  protected async post(text: string): Promise<void> {
    const from = { id: this.visitor, idType: 'Opaque', nickname: this.visitor };
    const channel = { messageId: randomUUID(), time: new Date().toISOString(), from };
    await this.http.post(`/api/v2/conversations/messages/${this.integration}/inbound/open/message`, { channel, text });
  }
}
