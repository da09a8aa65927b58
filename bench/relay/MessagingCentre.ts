import { ControlClient } from '../../sandbox/salesforce-messaging/ControlClient';
import type { AgentEntry } from '../../sandbox/salesforce-messaging/Conversation';
import type { ConversationEvent } from '../../sandbox/salesforce-messaging/context';
import { SettingId } from '../../settings/SettingId';
import { ACCEPT_AFTER_MS, CAPACITY, type ConnectedApp, ContactCentre } from './ContactCentre';
import type { DirectChat } from './DirectChat';
import { MessagingChat, NAME_ATTRIBUTE, SIMULATED_DEPLOYMENT } from './MessagingChat';
import { type SimulatorProcess, startSimulatorProcess } from './simulatorProcess';

const AGENT = '005SANDBOX00001';
/** What the provider's intervals between two questions grow to while nothing happens. */
const POLLING_MS = 4_000;
/** More share what these may ask. */
const SESSIONS_AT_FULL_PACE = 200;

/** How news reaches the app: by a stream of its own, or asked for through the host. */
type MessagingNews = 'streamed' | 'polled';

/** The simulated Salesforce Messaging. */
export class MessagingCentre extends ContactCentre {
  private stopWatching = (): void => undefined;

  private constructor(
    private readonly simulator: SimulatorProcess,
    private readonly control: ControlClient,
    private readonly news: MessagingNews,
  ) {
    super();
  }

  static async open(news: MessagingNews): Promise<MessagingCentre> {
    const simulator = await startSimulatorProcess('salesforce-messaging');
    const centre = new MessagingCentre(simulator, new ControlClient(simulator.controlUrl), news);
    await centre.control.setAgent(AGENT, { capacity: CAPACITY, acceptAfterMs: ACCEPT_AFTER_MS });
    centre.stopWatching = await centre.control.watch((event) => centre.note(event));
    return centre;
  }

  override pollingMs(sessions: number): number {
    return this.news === 'polled' ? POLLING_MS * Math.max(1, sessions / SESSIONS_AT_FULL_PACE) : 0;
  }

  async connect({ department }: ConnectedApp): Promise<Readonly<Record<string, unknown>>> {
    return {
      [SettingId.handoverDepartment]: department,
      [SettingId.product]: 'messaging',
      [SettingId.organisation]: SIMULATED_DEPLOYMENT.orgId,
      [SettingId.messagingUrl]: this.simulator.url,
      [SettingId.messagingDeployment]: SIMULATED_DEPLOYMENT.esDeveloperName,
      [SettingId.receiveMode]: this.news === 'streamed' ? 'direct' : 'host',
    };
  }

  openDirectChat(visitor: string): Promise<DirectChat> {
    return MessagingChat.open(this.simulator.url, visitor);
  }

  async close(): Promise<void> {
    this.stopWatching();
    await this.simulator.stop();
  }

  protected async listConversations(): Promise<Array<{ id: string; visitor: string }>> {
    const conversations = await this.control.conversations();
    return conversations.map(({ id, attributes }) => ({ id, visitor: attributes[NAME_ATTRIBUTE] ?? '' }));
  }

  protected sayIn(conversation: string, text: string): Promise<unknown> {
    return this.control.say(conversation, text);
  }

  protected endOne(conversation: string): Promise<unknown> {
    return this.control.end(conversation);
  }

  private note({ conversation, at, side, kind, detail }: ConversationEvent): void {
    if (side !== 'at-agent') return;
    const shown = detail as AgentEntry;
    if (kind === 'accepted') this.noteAccepted(conversation, at);
    if (kind === 'text' && shown.from === 'visitor') this.heardAtMs.set(shown.text ?? '', at);
    if (shown.from === 'agent') this.noteSaid(shown.detail, at);
  }

  private noteSaid(content: unknown, atMs: number): void {
    const { staticContent } = (content ?? {}) as { staticContent?: { text?: string } };
    if (staticContent?.text !== undefined) this.saidAtMs.set(staticContent.text, atMs);
  }
}
