import { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { ControlClient } from '../../sandbox/genesys/ControlClient';
import { newProvider } from '../../sandbox/genesys/newProvider';
import { pointWebhook } from '../../sandbox/genesys/pointWebhook';
import { type Genesys, startGenesys } from '../../sandbox/genesys/Simulator';
import { sampleAgents } from '../../sandbox/genesys/samples';
import type { CentreConversation, ConnectedApp, ContactCentre } from './ContactCentre';
import { LoadBalancer } from './LoadBalancer';

const WEBHOOK_SECRET = 'a-webhook-secret';
/** What the app says by itself is in brackets, as are its other messages, so that it can be told from the visitor's. */
const FIRST_MESSAGE = '[A visitor asks for an agent]';
/** The most that the settings allow; the simulator has no limit. */
const REQUESTS_PER_MINUTE = 100_000;

const FAULTS = [
  { kind: 'drop', call: '*', when: 'before', probability: 0.01 },
  { kind: 'drop', call: '*', when: 'after', probability: 0.01 },
  { kind: 'drop', call: '*', when: 'during', probability: 0.01 },
  { kind: 'delay', call: '*', delayMs: 500, probability: 0.01 },
  { kind: 'status', call: 'inbound/message', status: 500, when: 'before', probability: 0.01 },
  { kind: 'status', call: 'inbound/message', status: 503, when: 'after', probability: 0.01 },
  { kind: 'status', call: 'conversations/message', status: 503, when: 'before', probability: 0.01 },
  { kind: 'status', call: 'oauth/token', status: 503, when: 'before', probability: 0.02 },
  { kind: 'rate-limit', call: 'inbound/message', retryAfterSeconds: 1, probability: 0.01 },
  { kind: 'expire-token', call: '*', probability: 0.01 },
  { kind: 'repeat-webhook', probability: 0.02 },
  { kind: 'delay-webhook', delayMs: 2_000, probability: 0.02 },
] as const;

/** The simulated Genesys Cloud, which calls a webhook with what agents say, and repeats a call that was not answered. */
export class GenesysCentre implements ContactCentre {
  /** Nobody listens to Genesys Cloud; it calls. */
  readonly doubleListeners: readonly string[] = [];
  private balancer: LoadBalancer | undefined;

  private constructor(
    private readonly simulator: Genesys,
    readonly control: ControlClient,
    private readonly seed: number,
  ) {}

  static async open(seed: number): Promise<GenesysCentre> {
    const simulator = await startGenesys({ seed, switches: { flowGreeting: '', requestsPerMinute: 0 } });
    const control = new ControlClient(simulator.controlUrl);
    const [ana] = sampleAgents;
    await control.setAgent(ana?.id ?? '', { capacity: 1_000, acceptAfterMs: 200 });
    return new GenesysCentre(simulator, control, seed);
  }

  async connect({ department, servers, addProvider }: ConnectedApp): Promise<Readonly<Record<string, unknown>>> {
    const path = await addProvider(
      newProvider(this.simulator.url, {
        departments: [department],
        webhookSecret: WEBHOOK_SECRET,
        firstMessage: FIRST_MESSAGE,
        requestsPerMinute: REQUESTS_PER_MINUTE,
      }),
    );
    this.balancer = await LoadBalancer.open(servers, new SeededRandom(this.seed));
    await pointWebhook(this.simulator.url, { url: `${this.balancer.url}${path}`, secret: WEBHOOK_SECRET });
    return {};
  }

  async goWrong(): Promise<void> {
    for (const fault of FAULTS) await this.control.addFault(fault);
    if (this.balancer) this.balancer.lossProbability = 0.01;
  }

  conversationsOf(visitorName: string): Promise<readonly CentreConversation[]> {
    return this.conversations({ visitorName });
  }

  goingOn(): Promise<readonly CentreConversation[]> {
    return this.conversations({ open: true });
  }

  private async conversations(
    wanted: Readonly<Record<string, string | boolean>>,
  ): Promise<readonly CentreConversation[]> {
    const nowMs = Date.now();
    const conversations = await this.control.conversations(wanted);
    return conversations.map(({ id, visitorName = '', state, unansweredSince, lastFailedTry }) => ({
      id,
      visitorName,
      state: standing(state),
      followedAtMs: unansweredSince ?? nowMs,
      ...(lastFailedTry !== undefined && { missedAtMs: lastFailedTry }),
    }));
  }

  /** Without what the app says by itself. */
  async heard(id: string): Promise<readonly string[]> {
    const { fromVisitor } = await this.control.conversation(id);
    return fromVisitor.map(({ text = '' }) => text).filter((text) => !text.startsWith('['));
  }

  async say(id: string, text: string): Promise<void> {
    await this.control.say(id, text);
  }

  async end(id: string): Promise<void> {
    await this.control.end(id);
  }

  async ghosts(): Promise<readonly string[]> {
    const conversations = await this.control.conversations({ open: true });
    return conversations.map(({ id, state }) => `ghost at Genesys Cloud: ${id} is ${state}`);
  }

  async close(): Promise<void> {
    await this.simulator.close();
    await this.balancer?.close();
  }
}

function standing(state: 'queued' | 'alerting' | 'connected' | 'ended'): CentreConversation['state'] {
  if (state === 'ended' || state === 'connected') return state;
  return 'open';
}
