import { ControlClient } from '../../sandbox/salesforce-messaging/ControlClient';
import { type Messaging, startMessaging } from '../../sandbox/salesforce-messaging/Simulator';
import { SettingId } from '../../settings/SettingId';
import type { CentreConversation, ConnectedApp, ContactCentre } from './ContactCentre';

const ORGANISATION = '00DSANDBOX00001';
const DEPLOYMENT = 'Rocket_Chat';
const QUEUE = '00GSANDBOX00001';
const AGENTS = [
  { id: '005SANDBOX00001', name: 'Ana', online: true, capacity: 1_000, queueIds: [QUEUE], acceptAfterMs: 200 },
];

const FAULTS = [
  { kind: 'drop', call: '*', when: 'before', probability: 0.01 },
  { kind: 'drop', call: '*', when: 'after', probability: 0.01 },
  { kind: 'drop', call: '*', when: 'during', probability: 0.01 },
  { kind: 'status', call: 'conversation/message', status: 500, when: 'before', probability: 0.01 },
  { kind: 'status', call: 'conversation/message', status: 503, when: 'after', probability: 0.01 },
  { kind: 'status', call: 'conversation/entries', status: 503, when: 'before', probability: 0.01 },
  { kind: 'status', call: 'conversation/message', status: 429, retryAfterSeconds: 1, probability: 0.01 },
  { kind: 'drop-stream', when: 'before', probability: 0.02 },
  { kind: 'drop-stream', when: 'during', probability: 0.02 },
  { kind: 'silent-stream', probability: 0.02 },
  { kind: 'duplicate-event', probability: 0.02 },
  { kind: 'unknown-event', probability: 0.01 },
  { kind: 'shuffle-step', probability: 0.02 },
] as const;

/** How news reaches the app: by a stream of its own, or asked for through the host. */
export type MessagingNews = 'streamed' | 'polled';

/** The simulated Salesforce Messaging. Two who stream one conversation show; two who poll it look like one in a hurry. */
export class MessagingCentre implements ContactCentre {
  private readonly crowded = new Set<string>();

  private constructor(
    private readonly simulator: Messaging,
    readonly control: ControlClient,
    private readonly news: MessagingNews,
  ) {}

  static async open(seed: number, news: MessagingNews): Promise<MessagingCentre> {
    const simulator = await startMessaging({ agents: AGENTS, seed });
    return new MessagingCentre(simulator, new ControlClient(simulator.controlUrl), news);
  }

  get doubleListeners(): readonly string[] {
    return [...this.crowded].map((id) => `two streams at once for ${id}`);
  }

  async connect({ department }: ConnectedApp): Promise<Readonly<Record<string, unknown>>> {
    return {
      [SettingId.handoverDepartment]: department,
      [SettingId.product]: 'messaging',
      [SettingId.organisation]: ORGANISATION,
      [SettingId.messagingUrl]: this.simulator.url,
      [SettingId.messagingDeployment]: DEPLOYMENT,
      [SettingId.receiveMode]: this.news === 'streamed' ? 'direct' : 'host',
    };
  }

  async goWrong(): Promise<void> {
    for (const fault of FAULTS) await this.control.addFault(fault);
  }

  conversationsOf(visitorName: string): Promise<readonly CentreConversation[]> {
    return this.conversations({ 'attributes._firstName': visitorName });
  }

  async goingOn(): Promise<readonly CentreConversation[]> {
    return (await this.conversations({ open: true })).filter(({ state }) => state !== 'ended');
  }

  private async conversations(
    wanted: Readonly<Record<string, string | boolean>>,
  ): Promise<readonly CentreConversation[]> {
    const nowMs = Date.now();
    const conversations = await this.control.conversations(wanted);
    for (const { id, streams } of conversations) if (streams > 1) this.crowded.add(id);
    return conversations.map((conversation) => ({
      id: conversation.id,
      visitorName: conversation.attributes._firstName ?? '',
      state: standing(conversation),
      followedAtMs: conversation.streams > 0 ? nowMs : nowMs - conversation.silentMs,
    }));
  }

  async heard(id: string): Promise<readonly string[]> {
    const { agentView } = await this.control.conversation(id);
    const words = agentView.filter(({ from, kind }) => from === 'visitor' && kind === 'text');
    return words.map(({ text = '' }) => text);
  }

  async say(id: string, text: string): Promise<void> {
    await this.control.say(id, text);
  }

  async end(id: string): Promise<void> {
    await this.control.end(id);
  }

  /** A conversation whose session is over is none of an agent's, but a word in it would begin another. */
  async ghosts(): Promise<readonly string[]> {
    const conversations = await this.control.conversations({ open: true });
    return conversations.map(({ id, state }) => `ghost at Messaging: ${id} is not closed, its session is ${state}`);
  }

  close(): Promise<void> {
    return this.simulator.close();
  }
}

function standing({ open, state }: { open: boolean; state: string }): CentreConversation['state'] {
  if (!open || state === 'ended') return 'ended';
  return state === 'connected' ? 'connected' : 'open';
}
