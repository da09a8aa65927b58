import { ControlClient } from '../genesys/ControlClient';
import { newProvider } from '../genesys/newProvider';
import { pointWebhook } from '../genesys/pointWebhook';
import { startGenesys } from '../genesys/Simulator';
import type { AgentName, ConnectedApp, ContactCentre, StoryFile } from './ContactCentre';

const AGENTS = {
  Ana: '5a0d6c1e-0000-4000-8000-00000000000a',
  Ben: '5a0d6c1e-0000-4000-8000-00000000000b',
} as const;
const WEBHOOK_SECRET = 'story-webhook-secret';

/** The simulated Genesys Cloud, set up as a provider over the API; it calls the app's webhook. */
export class GenesysCentre implements ContactCentre {
  readonly name = 'Genesys Cloud';
  readonly department = 'genesys';
  readonly tellsPlaces = false;
  readonly readsChoicesAs = 'title';
  private readonly rooms = { Ana: 0, Ben: 0 };
  /** A provider of its own stays connected whatever other providers there are. */
  private isConnected = false;

  private constructor(
    readonly url: string,
    readonly controlUrl: string,
    private readonly control: ControlClient,
  ) {}

  static async open(): Promise<GenesysCentre> {
    const { url, controlUrl } = await startGenesys();
    return new GenesysCentre(url, controlUrl, new ControlClient(controlUrl));
  }

  async connect({ id, url, client }: ConnectedApp): Promise<void> {
    if (this.isConnected) return;
    this.isConnected = true;
    const { status, data } = await client.apps.request<{ _id: string }>(id, {
      method: 'post',
      url: 'v2.0/handover/provider',
      data: newProvider(this.url, { departments: [this.department], webhookSecret: WEBHOOK_SECRET }),
    });
    if (status !== 201) throw new Error(`the provider was not created: ${status} ${JSON.stringify(data)}`);
    const webhook = `${url}/api/apps/public/${id}/webhooks/${data._id}`;
    await pointWebhook(this.url, { url: webhook, secret: WEBHOOK_SECRET });
  }

  async openConsoles(): Promise<void> {
    for (const id of Object.values(AGENTS)) await this.control.setAgent(id, { online: true, capacity: 0 });
  }

  async conversationOf(visitor: string): Promise<string | undefined> {
    const open = (await this.control.conversations()).filter(({ state }) => state !== 'ended');
    const views = await Promise.all(open.map(({ id }) => this.control.conversation(id)));
    return views.find(({ visitor: { nickname } }) => nickname === visitor)?.id;
  }

  async take(conversation: string, agent: AgentName): Promise<void> {
    await this.makeRoom(agent);
    await this.control.accept(conversation, AGENTS[agent]);
  }

  async say(conversation: string, text: string): Promise<void> {
    await this.control.say(conversation, text);
  }

  async startTyping(conversation: string): Promise<void> {
    await this.control.act(conversation, 'type', {});
  }

  async offerChoices(conversation: string, text: string, titles: readonly string[]): Promise<void> {
    await this.control.act(conversation, 'quick-replies', { text, replies: titles.map((title) => ({ text: title })) });
  }

  async sendFile(conversation: string, { name, mediaType, content }: StoryFile): Promise<void> {
    const file = { filename: name, mime: mediaType, contentBase64: content.toString('base64') };
    await this.control.act(conversation, 'attach', file);
  }

  async seen(conversation: string): Promise<readonly string[]> {
    const { fromVisitor } = await this.control.conversation(conversation);
    return fromVisitor.flatMap(({ text = '', attachment }) => [fileNameIn(text) ?? text, attachment?.filename ?? '']);
  }

  async passOn(conversation: string, agent: AgentName): Promise<void> {
    await this.makeRoom(agent);
    await this.control.act(conversation, 'transfer', { agentId: AGENTS[agent] });
    await this.control.accept(conversation, AGENTS[agent]);
  }

  async end(conversation: string): Promise<void> {
    await this.control.end(conversation);
  }

  private async makeRoom(agent: AgentName): Promise<void> {
    this.rooms[agent] += 1;
    await this.control.setAgent(AGENTS[agent], { capacity: this.rooms[agent] });
  }
}

/** The name of a file that Genesys Cloud cannot fetch, of which the agent learns nothing else. */
function fileNameIn(text: string): string | undefined {
  return /^\[The visitor has a file that cannot be sent: (.+)\]$/.exec(text)?.[1];
}
