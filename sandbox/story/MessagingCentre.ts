import { SettingId } from '../../settings/SettingId';
import { ControlClient } from '../salesforce-messaging/ControlClient';
import { startMessaging } from '../salesforce-messaging/Simulator';
import type { AgentName, ConnectedApp, ContactCentre, StoryFile } from './ContactCentre';

const AGENTS = { Ana: '005SANDBOX00001', Ben: '005SANDBOX00002' } as const;

/** The simulated Salesforce Messaging. */
export class MessagingCentre implements ContactCentre {
  readonly name = 'Salesforce Messaging';
  readonly department = 'salesforce';
  readonly tellsPlaces = true;
  readonly readsChoicesAs = 'title';
  private readonly rooms = { Ana: 0, Ben: 0 };

  private constructor(
    readonly url: string,
    readonly controlUrl: string,
    private readonly control: ControlClient,
  ) {}

  static async open(): Promise<MessagingCentre> {
    const { url, controlUrl } = await startMessaging();
    return new MessagingCentre(url, controlUrl, new ControlClient(controlUrl));
  }

  async connect({ id, client }: ConnectedApp): Promise<void> {
    await client.apps.changeSettings(id, {
      [SettingId.handoverDepartment]: this.department,
      [SettingId.product]: 'messaging',
      [SettingId.messagingUrl]: this.url,
      [SettingId.organisation]: '00DSANDBOX00001',
      [SettingId.messagingDeployment]: 'Rocket_Chat',
    });
  }

  async openConsoles(): Promise<void> {
    for (const id of Object.values(AGENTS)) await this.control.setAgent(id, { online: true, capacity: 0 });
  }

  async conversationOf(visitor: string): Promise<string | undefined> {
    const conversations = await this.control.conversations();
    return conversations.find(({ open, attributes }) => open && nameIn(attributes) === visitor)?.id;
  }

  async take(conversation: string, agent: AgentName): Promise<void> {
    await this.makeRoom(agent);
    await this.control.accept(conversation, AGENTS[agent]);
  }

  async say(conversation: string, text: string): Promise<void> {
    await this.control.say(conversation, text);
  }

  startTyping(conversation: string): Promise<void> {
    return this.control.typing(conversation, true);
  }

  async offerChoices(conversation: string, text: string, titles: readonly string[]): Promise<void> {
    const options = titles.map((title) => ({ id: title, title }));
    await this.control.say(conversation, { type: 'buttons', text, options });
  }

  async sendFile(conversation: string, { name, mediaType, content }: StoryFile): Promise<void> {
    await this.control.attach(conversation, { name, mimeType: mediaType, content });
  }

  async seen(conversation: string): Promise<readonly string[]> {
    const { fromVisitor, files } = await this.control.conversation(conversation);
    const names = files.filter(({ from }) => from === 'visitor').map(({ name }) => name);
    return [...fromVisitor.map(({ text = '' }) => text), ...names];
  }

  async passOn(conversation: string, agent: AgentName): Promise<void> {
    await this.makeRoom(agent);
    await this.control.transfer(conversation, { agentId: AGENTS[agent] });
    await this.control.accept(conversation, AGENTS[agent]);
  }

  end(conversation: string): Promise<void> {
    return this.control.end(conversation);
  }

  private async makeRoom(agent: AgentName): Promise<void> {
    this.rooms[agent] += 1;
    await this.control.setAgent(AGENTS[agent], { capacity: this.rooms[agent] });
  }
}

function nameIn({ _firstName, _lastName }: Readonly<Record<string, string>>): string {
  return [_firstName, _lastName].filter(Boolean).join(' ');
}
