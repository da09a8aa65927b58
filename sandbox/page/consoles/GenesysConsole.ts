import { ControlClient } from '../../genesys/ControlClient';
import type { StoryFile } from '../../story/ContactCentre';
import type { AgentView, ConversationView, SaidView } from '../PageView';
import { agentSettings, agentView } from './agentSettings';
import type { AgentState, Console } from './Console';
import { namedAs } from './namedAs';

type Conversation = Awaited<ReturnType<ControlClient['conversation']>>;
type Entry = Conversation['entries'][number];

const STATES = { queued: 'queued', alerting: 'offered', connected: 'talking', ended: 'ended' } as const;
const EVENTS: Readonly<Record<string, string>> = {
  queued: 'Waits in',
  alerting: 'Offered to',
  joined: 'Accepted by',
  left: 'Left by',
  declined: 'Declined by',
};

/** The console of Genesys Cloud. */
export class GenesysConsole implements Console {
  readonly abilities = ['send-file'] as const;
  readonly connection = {
    label: 'Lose an answer',
    hint: 'The next message arrives, but the answer to its call is lost',
  };
  private readonly control: ControlClient;

  constructor(controlUrl: string) {
    this.control = new ControlClient(controlUrl);
  }

  async agents(): Promise<AgentView[]> {
    return (await this.control.agents()).map(agentView);
  }

  async conversations(): Promise<ConversationView[]> {
    const all = (await this.control.conversations()).slice(-5).reverse();
    return Promise.all(all.map(async ({ id }) => conversationOf(await this.control.conversation(id))));
  }

  async setAgent(agentId: string, state: AgentState): Promise<void> {
    await this.control.setAgent(agentId, agentSettings(state));
  }

  async accept(conversation: string): Promise<void> {
    await this.control.accept(conversation);
  }

  async decline(conversation: string): Promise<void> {
    await this.control.act(conversation, 'decline', {});
  }

  async say(conversation: string, text: string): Promise<void> {
    await this.control.say(conversation, text);
  }

  async startTyping(conversation: string): Promise<void> {
    await this.control.act(conversation, 'type', {});
  }

  async sendFile(conversation: string, { name, mediaType, content }: StoryFile): Promise<void> {
    const file = { filename: name, mime: mediaType, contentBase64: content.toString('base64') };
    await this.control.act(conversation, 'attach', file);
  }

  async transfer(conversation: string, agentId: string): Promise<void> {
    await this.control.act(conversation, 'transfer', { agentId });
    await this.skipWrapUp(conversation);
  }

  async end(conversation: string): Promise<void> {
    await this.control.end(conversation);
    await this.skipWrapUp(conversation);
  }

  async breakConnection(): Promise<void> {
    await this.control.addFault({ kind: 'drop', call: 'inbound/*', when: 'after', times: 1 });
  }

  async refuseCalls(times: number): Promise<void> {
    await this.control.addFault({ kind: 'status', status: 503, times });
  }

  /** Agents of the page write no wrap-up, which would keep them busy until they did. */
  private async skipWrapUp(conversation: string): Promise<void> {
    const { participants } = await this.control.conversation(conversation);
    const isOwed = participants.some(({ startAcwTime, endAcwTime }) => startAcwTime && !endAcwTime);
    if (isOwed) await this.control.act(conversation, 'wrap-up', {});
  }
}

function conversationOf(conversation: Conversation): ConversationView {
  const { id, state, visitor, agentId, offeredTo, entries } = conversation;
  const nameOf = ({ participantId }: Entry) => conversation.participants.find((one) => one.id === participantId)?.name;
  return {
    id,
    visitor: visitor.nickname ?? '',
    state: STATES[state],
    agentId: offeredTo ?? agentId,
    said: entries.map((entry, index) =>
      namedAs(visitor.nickname ?? '', saidOf({ ...entry, name: entry.name ?? nameOf(entry) }, index)),
    ),
  };
}

function saidOf({ id, at, from, kind, name, text = '', attachment }: Entry, index: number): SaidView {
  const said = { id: id ?? `${index}`, atMs: at, name: name ?? '' };
  if (id === undefined)
    return { ...said, from: 'system', text: text || `${EVENTS[kind] ?? kind} ${name ?? ''}`.trim() };
  const file = attachment && { file: { name: attachment.filename ?? 'file' } };
  return { ...said, from: from === 'flow' ? 'bot' : from, text, ...file };
}
