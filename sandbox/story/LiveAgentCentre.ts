import { SettingId } from '../../settings/SettingId';
import { ControlClient } from '../salesforce-live-agent/ControlClient';
import { startLiveAgent } from '../salesforce-live-agent/Simulator';
import type { AgentName, ConnectedApp, ContactCentre } from './ContactCentre';

const AGENTS = { Ana: '005SANDBOX00001', Ben: '005SANDBOX00002' } as const;

/** The simulated Live Agent. */
export class LiveAgentCentre implements ContactCentre {
  readonly name = 'Salesforce Live Agent';
  readonly department = 'salesforce';
  readonly tellsPlaces = true;
  readonly readsChoicesAs = 'number';
  private readonly rooms = { Ana: 0, Ben: 0 };

  private constructor(
    readonly url: string,
    readonly controlUrl: string,
    private readonly control: ControlClient,
  ) {}

  static async open(): Promise<LiveAgentCentre> {
    const { url, controlUrl } = await startLiveAgent();
    return new LiveAgentCentre(url, controlUrl, new ControlClient(controlUrl));
  }

  async connect({ id, client }: ConnectedApp): Promise<void> {
    await client.apps.changeSettings(id, {
      [SettingId.handoverDepartment]: this.department,
      [SettingId.product]: 'live-agent',
      [SettingId.liveAgentEndpoint]: this.url,
      [SettingId.organisation]: '00DSANDBOX00001',
      [SettingId.liveAgentDeployment]: '572SANDBOX00001',
      [SettingId.button]: '573SANDBOX00001',
    });
  }

  async openConsoles(): Promise<void> {
    for (const id of Object.values(AGENTS)) await this.control.setAgent(id, { online: true, capacity: 0 });
  }

  async conversationOf(visitor: string): Promise<string | undefined> {
    const chats = await this.control.chats();
    return chats.find(({ visitorName, open }) => open && visitorName === visitor)?.id;
  }

  async take(conversation: string, agent: AgentName): Promise<void> {
    await this.makeRoom(agent);
    await this.control.accept(conversation, AGENTS[agent]);
  }

  async say(conversation: string, text: string): Promise<void> {
    await this.control.say(conversation, text);
  }

  async startTyping(conversation: string): Promise<void> {
    await this.control.act(conversation, 'typing', {});
  }

  async offerChoices(conversation: string, header: string, titles: readonly string[]): Promise<void> {
    const items = titles.map((text) => ({ text }));
    await this.control.act(conversation, 'rich-message', { type: 'ChatWindowMenu', header, items });
  }

  async askForFile(conversation: string): Promise<void> {
    await this.control.act(conversation, 'request-file', {});
  }

  async seen(conversation: string): Promise<readonly string[]> {
    const { agentView, files } = await this.control.chat(conversation);
    const words = agentView.filter(({ from, kind }) => from === 'visitor' && kind === 'ChatMessage');
    return [...words.map(({ text = '' }) => text), ...files.map(({ name = '' }) => name)];
  }

  async passOn(conversation: string, agent: AgentName): Promise<void> {
    await this.makeRoom(agent);
    await this.control.act(conversation, 'transfer-to-agent', { agentId: AGENTS[agent] });
  }

  async end(conversation: string): Promise<void> {
    await this.control.end(conversation);
  }

  private async makeRoom(agent: AgentName): Promise<void> {
    this.rooms[agent] += 1;
    await this.control.setAgent(AGENTS[agent], { capacity: this.rooms[agent] });
  }
}
