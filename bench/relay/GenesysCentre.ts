import { ControlClient } from '../../sandbox/genesys/ControlClient';
import { newProvider } from '../../sandbox/genesys/newProvider';
import { pointWebhook } from '../../sandbox/genesys/pointWebhook';
import { sampleAgents } from '../../sandbox/genesys/samples';
import { ACCEPT_AFTER_MS, CAPACITY, type ConnectedApp, ContactCentre } from './ContactCentre';
import type { DirectChat } from './DirectChat';
import { DirectDesk } from './DirectDesk';
import { inTurns } from './inTurns';
import { type SimulatorProcess, startSimulatorProcess } from './simulatorProcess';

const [AGENT] = sampleAgents;
const WEBHOOK_SECRET = 'a-webhook-secret';
/** The most that the settings allow; the simulator has no limit. */
const REQUESTS_PER_MINUTE = 100_000;

/** The simulated Genesys Cloud, which calls the app's webhook. Who is there has to be asked for. */
export class GenesysCentre extends ContactCentre {
  private constructor(
    private readonly simulator: SimulatorProcess,
    private readonly control: ControlClient,
    private readonly desk: DirectDesk,
  ) {
    super();
  }

  static async open(): Promise<GenesysCentre> {
    const simulator = await startSimulatorProcess('genesys');
    const control = new ControlClient(simulator.controlUrl);
    await control.setSwitches({ requestsPerMinute: 0, flowGreeting: '' });
    await control.setAgent(AGENT?.id ?? '', { capacity: CAPACITY, acceptAfterMs: ACCEPT_AFTER_MS });
    return new GenesysCentre(simulator, control, await DirectDesk.open(simulator.url));
  }

  async connect({ url, department, addProvider }: ConnectedApp): Promise<Readonly<Record<string, unknown>>> {
    const departments = [department];
    const settings = { departments, webhookSecret: WEBHOOK_SECRET, requestsPerMinute: REQUESTS_PER_MINUTE };
    const path = await addProvider(newProvider(this.simulator.url, settings));
    await pointWebhook(this.simulator.url, { url: `${url}${path}`, secret: WEBHOOK_SECRET });
    return {};
  }

  openDirectChat(visitor: string): Promise<DirectChat> {
    return this.desk.openChat(visitor);
  }

  /** Genesys Cloud keeps the times of everything that was said; nothing tells of it as it happens. */
  override async catchUp(): Promise<void> {
    const conversations = await this.control.conversations({ open: true });
    await inTurns(conversations.length, async (index) => {
      const id = conversations[index]?.id ?? '';
      for (const { at, from, kind, text = '' } of (await this.control.conversation(id)).entries) {
        if (kind === 'joined') this.noteAccepted(id, at);
        if (kind === 'message' && from === 'visitor') this.heardAtMs.set(text, at);
        if (kind === 'message' && from === 'agent') this.saidAtMs.set(text, at);
      }
    });
  }

  async close(): Promise<void> {
    await this.desk.close();
    await this.simulator.stop();
  }

  protected async listConversations(): Promise<Array<{ id: string; visitor: string }>> {
    const conversations = await this.control.conversations();
    return conversations.map(({ id, visitorName = '' }) => ({ id, visitor: visitorName }));
  }

  protected sayIn(conversation: string, text: string): Promise<unknown> {
    return this.control.say(conversation, text);
  }

  protected endOne(conversation: string): Promise<unknown> {
    return this.control.end(conversation);
  }
}
