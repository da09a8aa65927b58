import { ManualClock } from '../../../sandbox/clock';
import { ControlClient } from '../../../sandbox/salesforce-messaging/ControlClient';
import { type Messaging, type MessagingOptions, startMessaging } from '../../../sandbox/salesforce-messaging/Simulator';
import { ForeignClient, type ForeignStream, type Frame } from './foreignClient';

export const ORG = '00DSANDBOX00001';
export const ANA = '005SANDBOX00001';
export const BEN = '005SANDBOX00002';
export const SUPPORT = '00GSANDBOX00001';
export const SALES = '00GSANDBOX00002';

/** A simulator under a clock that stands still, with its control client. */
export class Stage {
  private constructor(
    readonly clock: ManualClock,
    readonly server: Messaging,
    readonly control: ControlClient,
  ) {}

  static async start(options: MessagingOptions = {}): Promise<Stage> {
    const clock = new ManualClock();
    const server = await startMessaging({ clock, ...options });
    return new Stage(clock, server, new ControlClient(server.controlUrl));
  }

  close(): Promise<void> {
    return this.server.close();
  }

  client(deployment?: string): ForeignClient {
    return new ForeignClient(this.server.url, deployment);
  }

  /** A client with a token. */
  visitor(deployment?: string): Promise<ForeignClient> {
    return this.client(deployment).authorize();
  }

  /** A client with a conversation that rings at Ana's. */
  async waiting(changes?: Record<string, unknown>, deployment?: string): Promise<ForeignClient> {
    const client = await this.visitor(deployment);
    await client.create(changes);
    return client;
  }

  /** A client in a conversation with Ana. */
  async connected(changes?: Record<string, unknown>, deployment?: string): Promise<ForeignClient> {
    const client = await this.waiting(changes, deployment);
    await this.control.accept(client.conversationId);
    return client;
  }

  /** A connected client with a stream that starts after everything until now. */
  async streaming(): Promise<{ client: ForeignClient; stream: ForeignStream }> {
    const client = await this.connected();
    return { client, stream: await client.stream({ 'Last-Event-Id': undefined }) };
  }
}

/** Asks again until it is so; each question is a round trip of its own, or a turn of the event loop. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 5_000; attempt++) {
    if (await isSo()) {
      return;
    }
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  throw new Error('It never came to be');
}

/** Waits until a stream was sent so many events of a name; gives back the last of them. */
export function eventOf(stream: ForeignStream, name: string, count = 1): Promise<Frame> {
  return stream.arrival(`CONVERSATION_${name}`, count);
}
