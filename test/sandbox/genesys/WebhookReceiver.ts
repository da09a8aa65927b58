import { createHmac } from 'crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'http';
import type { AddressInfo } from 'net';

export const WEBHOOK_SECRET = 'shared-secret';

interface Notification {
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what is in it
  readonly body: any;
}

/** The visitor's side of a webhook: keeps what comes, byte for byte. */
export class WebhookReceiver {
  readonly received: Notification[] = [];
  /** What to answer, or `never`; 200 for everything at first. */
  answer: (attempt: number) => number | 'never' = () => 200;
  private waiting: { count: number; resolve: () => void }[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const status = receiver.answer(receiver.received.length + 1);
        receiver.keep(request.headers, Buffer.concat(chunks));
        if (status !== 'never') {
          response.writeHead(status).end();
        }
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** The notification that came after so many others; throws when it has not come. */
  at(index: number): Notification {
    const notification = this.received[index];
    if (!notification) {
      throw new Error(`Only ${this.received.length} notifications have come`);
    }
    return notification;
  }

  /** Resolves with the bodies when so many have come. */
  async bodies(count: number): Promise<Notification['body'][]> {
    if (this.received.length < count) {
      await new Promise<void>((resolve) => {
        this.waiting.push({ count, resolve });
      });
    }
    return this.received.map(({ body }) => body);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      (this.server as Server & { closeAllConnections(): void }).closeAllConnections();
    });
  }

  private keep(headers: IncomingHttpHeaders, raw: Buffer): void {
    this.received.push({ headers, raw, body: JSON.parse(raw.toString('utf8')) });
    const done = this.waiting.filter(({ count }) => this.received.length >= count);
    this.waiting = this.waiting.filter((one) => !done.includes(one));
    for (const { resolve } of done) {
      resolve();
    }
  }
}

/** The signature as the platform's documentation has its readers compute it. */
export function expectedSignature(raw: Buffer, secret = WEBHOOK_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(raw).digest('base64')}`;
}
