import type { AgentEntry } from '../../sandbox/salesforce-live-agent/ChatSession';
import { ControlClient } from '../../sandbox/salesforce-live-agent/ControlClient';
import type { ChatEvent } from '../../sandbox/salesforce-live-agent/context';
import type { OutgoingRecord } from '../../sandbox/salesforce-live-agent/Outbox';
import { SettingId } from '../../settings/SettingId';
import { ACCEPT_AFTER_MS, CAPACITY, type ConnectedApp, ContactCentre } from './ContactCentre';
import type { DirectChat } from './DirectChat';
import { LiveAgentChat, SIMULATED_ORG } from './LiveAgentChat';
import { type SimulatorProcess, startSimulatorProcess } from './simulatorProcess';

const AGENT = '005SANDBOX00001';

/** The simulated Live Agent, where the app waits for news with long polls. */
export class LiveAgentCentre extends ContactCentre {
  private stopWatching = (): void => undefined;

  private constructor(
    private readonly simulator: SimulatorProcess,
    private readonly control: ControlClient,
  ) {
    super();
  }

  static async open(): Promise<LiveAgentCentre> {
    const simulator = await startSimulatorProcess('salesforce-live-agent');
    const centre = new LiveAgentCentre(simulator, new ControlClient(simulator.controlUrl));
    await centre.control.setAgent(AGENT, { capacity: CAPACITY, acceptAfterMs: ACCEPT_AFTER_MS });
    centre.stopWatching = await centre.control.watch((event) => centre.note(event));
    return centre;
  }

  async connect({ department }: ConnectedApp): Promise<Readonly<Record<string, unknown>>> {
    return {
      [SettingId.handoverDepartment]: department,
      [SettingId.product]: 'live-agent',
      [SettingId.organisation]: SIMULATED_ORG.organisation,
      [SettingId.button]: SIMULATED_ORG.button,
      [SettingId.liveAgentEndpoint]: this.simulator.url,
      [SettingId.liveAgentDeployment]: SIMULATED_ORG.deployment,
    };
  }

  openDirectChat(visitor: string): Promise<DirectChat> {
    return LiveAgentChat.open(this.simulator.url, visitor);
  }

  async close(): Promise<void> {
    this.stopWatching();
    await this.simulator.stop();
  }

  protected async listConversations(): Promise<Array<{ id: string; visitor: string }>> {
    return (await this.control.chats()).map(({ id, visitorName }) => ({ id, visitor: visitorName }));
  }

  protected sayIn(chat: string, text: string): Promise<unknown> {
    return this.control.say(chat, text);
  }

  protected endOne(chat: string): Promise<unknown> {
    return this.control.end(chat);
  }

  private note({ chat, at, side, kind, detail }: ChatEvent): void {
    if (side === 'to-visitor' && kind === 'ChatMessage') {
      this.saidAtMs.set(String((detail as OutgoingRecord).message.text), at);
    }
    if (side !== 'at-agent') return;
    const { from, text = '' } = detail as AgentEntry;
    if (kind === 'accepted') this.noteAccepted(chat, at);
    if (kind === 'ChatMessage' && from === 'visitor') this.heardAtMs.set(text, at);
  }
}
