import { ControlClient } from '../../salesforce-messaging/ControlClient';
import type { ConversationView as Conversation } from '../../salesforce-messaging/views';
import type { StoryFile } from '../../story/ContactCentre';
import type { AgentView, ConversationView, SaidView } from '../PageView';
import { agentSettings, agentView } from './agentSettings';
import type { AgentState, Console } from './Console';
import { namedAs } from './namedAs';

type Entry = Conversation['agentView'][number];

const EVENTS: Readonly<Record<string, string>> = {
  offered: 'Offered to',
  accepted: 'Accepted by',
  joined: 'Joined by',
  left: 'Left by',
  declined: 'Declined',
  'session-ended': 'The session has ended',
  'conversation-closed': 'The conversation is closed',
};

/** The console of Salesforce Messaging. */
export class MessagingConsole implements Console {
  readonly abilities = ['send-file'] as const;
  readonly connection = { label: 'Drop the stream', hint: 'The stream of events to the app breaks' };
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

  accept(conversation: string): Promise<void> {
    return this.control.accept(conversation);
  }

  decline(conversation: string): Promise<void> {
    return this.control.decline(conversation);
  }

  async say(conversation: string, text: string): Promise<void> {
    await this.control.say(conversation, text);
  }

  startTyping(conversation: string): Promise<void> {
    return this.control.typing(conversation, true);
  }

  async sendFile(conversation: string, { name, mediaType, content }: StoryFile): Promise<void> {
    await this.control.attach(conversation, { name, mimeType: mediaType, content });
  }

  async transfer(conversation: string, agentId: string): Promise<void> {
    await this.control.transfer(conversation, { agentId });
  }

  end(conversation: string): Promise<void> {
    return this.control.end(conversation);
  }

  breakConnection(): Promise<void> {
    return this.control.dropStreams();
  }

  async refuseCalls(times: number): Promise<void> {
    await this.control.addFault({ kind: 'status', status: 503, times });
  }
}

function conversationOf(conversation: Conversation): ConversationView {
  const { id, attributes, agentId, offeredTo } = conversation;
  const visitor = [attributes._firstName, attributes._lastName].filter(Boolean).join(' ');
  const said = conversation.agentView.map((entry, index) => namedAs(visitor, saidOf(conversation, entry, index)));
  return { id, visitor, state: stateOf(conversation), agentId: offeredTo ?? agentId, said };
}

function stateOf({ state, offeredTo, open }: Conversation): ConversationView['state'] {
  if (!open || state === 'ended' || state === 'unroutable') return 'ended';
  if (state === 'connected') return 'talking';
  return offeredTo === undefined ? 'queued' : 'offered';
}

function saidOf({ files, fromVisitor }: Conversation, entry: Entry, index: number): SaidView {
  const { at, from, kind, name, text, messageId, detail } = entry;
  const said = { id: messageId ?? `${index}`, atMs: at, name: name ?? '' };
  if (messageId === undefined) {
    return { ...said, from: 'system', text: [EVENTS[kind] ?? kind, name].filter(Boolean).join(' ') };
  }
  const fileId = fromVisitor.find(({ id }) => id === messageId)?.fileId ?? attachmentIn(detail);
  const file = files.find(({ id }) => id === fileId);
  return { ...said, from, text: text ?? textIn(detail), ...(file && { file: { name: file.name } }) };
}

interface Content {
  staticContent?: { text?: string; attachments?: { id: string }[] };
}

function textIn(detail: unknown): string {
  return (detail as Content | undefined)?.staticContent?.text ?? '';
}

function attachmentIn(detail: unknown): string | undefined {
  return (detail as Content | undefined)?.staticContent?.attachments?.[0]?.id;
}
