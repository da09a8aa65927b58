import { ManualClock } from '../../../sandbox/clock';
import { ControlClient } from '../../../sandbox/genesys/ControlClient';
import { type Genesys, type GenesysOptions, startGenesys } from '../../../sandbox/genesys/Simulator';
import { channelOf, ForeignClient, INTEGRATION } from './foreignClient';
import { WEBHOOK_SECRET, WebhookReceiver } from './WebhookReceiver';

/** A simulator under a clock that stands still, a client that is logged in, and a webhook that listens. */
export class Stage {
  private constructor(
    readonly clock: ManualClock,
    readonly server: Genesys,
    readonly control: ControlClient,
    readonly client: ForeignClient,
    readonly webhook: WebhookReceiver,
  ) {}

  /** The flow says nothing unless a test has it speak. */
  static async start(options: GenesysOptions = {}): Promise<Stage> {
    const clock = new ManualClock();
    const switches = { flowGreeting: '', ...options.switches };
    const server = await startGenesys({ clock, ...options, switches });
    const client = await new ForeignClient(server.url).login();
    const webhook = await WebhookReceiver.start();
    await client.patch(`conversations/messaging/integrations/open/${INTEGRATION}`, {
      name: 'Sandbox',
      outboundNotificationWebhookUrl: webhook.url,
      outboundNotificationWebhookSignatureSecretToken: WEBHOOK_SECRET,
    });
    return new Stage(clock, server, new ControlClient(server.controlUrl), client, webhook);
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.webhook.close();
  }

  /** The id of a conversation that the visitor has begun. */
  async begun(visitor = 'visitor-1', text = 'hello'): Promise<string> {
    return (await this.client.message(text, { channel: channelOf(visitor) })).data.conversationId;
  }

  /** The id of a conversation that Ana has accepted. */
  async connected(visitor?: string): Promise<string> {
    const id = await this.begun(visitor);
    await this.control.accept(id);
    return id;
  }

  /** What the platform shows of the participants of a conversation. */
  async participants(id: string): Promise<{ id: string; purpose: string; name: string; state: string }[]> {
    return (await this.client.get(`conversations/messages/${id}`)).data.participants;
  }

  /** Purpose, name, state and reason of the participants, in short. */
  async cast(id: string): Promise<string[]> {
    // biome-ignore lint/suspicious/noExplicitAny: an answer of the platform
    const all: any[] = await this.participants(id);
    return all.map(({ purpose, name, state, disconnectType }) =>
      [purpose, name, state, disconnectType].filter(Boolean).join(' '),
    );
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
