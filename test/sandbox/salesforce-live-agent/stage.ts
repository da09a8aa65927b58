import { ManualClock } from '../../../sandbox/clock';
import { ControlClient } from '../../../sandbox/salesforce-live-agent/ControlClient';
import {
  type LiveAgent,
  type LiveAgentOptions,
  startLiveAgent,
} from '../../../sandbox/salesforce-live-agent/Simulator';
import { ForeignClient } from './foreignClient';

export const ORG = '00DSANDBOX00001';
export const DEPLOYMENT = '572SANDBOX00001';
export const BUTTON = '573SANDBOX00001';
export const ANA = '005SANDBOX00001';
export const BEN = '005SANDBOX00002';

/** A simulator under a clock that stands still, with its control client. */
export class Stage {
  private constructor(
    readonly clock: ManualClock,
    readonly server: LiveAgent,
    readonly control: ControlClient,
  ) {}

  static async start(options: LiveAgentOptions = {}): Promise<Stage> {
    const clock = new ManualClock();
    const server = await startLiveAgent({ clock, ...options });
    return new Stage(clock, server, new ControlClient(server.controlUrl));
  }

  close(): Promise<void> {
    return this.server.close();
  }

  client(version?: string): ForeignClient {
    return new ForeignClient(this.server.url, version);
  }

  /** A client whose chat was requested and whose ChatRequestSuccess was read. */
  async queued(changes?: Record<string, unknown>, version?: string): Promise<ForeignClient> {
    const client = await this.client(version).open();
    await client.init(changes);
    await client.poll();
    return client;
  }

  /** A client in a chat with Ana, with ChatEstablished read. */
  async connected(changes?: Record<string, unknown>, version?: string): Promise<ForeignClient> {
    const client = await this.queued(changes, version);
    await this.control.accept(client.keys.id);
    await client.poll();
    return client;
  }

  /** Starts a poll and comes back when the server holds it. */
  async hold(client: ForeignClient): Promise<{ answer: ReturnType<ForeignClient['poll']> }> {
    const { polls } = await this.control.chat(client.keys.id);
    const answer = client.poll();
    await until(async () => {
      const chat = await this.control.chat(client.keys.id);
      return chat.polling && chat.polls > polls;
    });
    return { answer };
  }
}

/** Asks again until it is so; each question is a round trip, so there is nothing to wait for in between. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (await isSo()) {
      return;
    }
  }
  throw new Error('It never came to be');
}
