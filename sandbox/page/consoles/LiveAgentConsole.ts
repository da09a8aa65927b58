import { ControlClient } from '../../salesforce-live-agent/ControlClient';
import type { AgentView, ConversationView, SaidView } from '../PageView';
import { agentSettings, agentView } from './agentSettings';
import type { AgentState, Console } from './Console';

type Chat = Awaited<ReturnType<ControlClient['chat']>>;
type Entry = Chat['agentView'][number];

const EVENTS: Readonly<Record<string, string>> = {
  request: 'The visitor asks for an agent',
  offered: 'Offered',
  accepted: 'Accepted',
  declined: 'Declined',
  transferred: 'Transferred',
  'file-requested': 'A file was asked for',
  'file-failed': 'The file did not arrive',
  ended: 'The chat has ended',
};

/** The console of Salesforce Live Agent. */
export class LiveAgentConsole implements Console {
  readonly abilities = ['ask-for-file'] as const;
  readonly connection = { label: 'Break the long poll', hint: 'The next poll for messages loses its connection' };
  private readonly control: ControlClient;

  constructor(controlUrl: string) {
    this.control = new ControlClient(controlUrl);
  }

  async agents(): Promise<AgentView[]> {
    return (await this.control.agents()).map(agentView);
  }

  async conversations(): Promise<ConversationView[]> {
    const chats = (await this.control.chats()).slice(-5).reverse();
    return Promise.all(chats.map(async ({ id }) => conversationOf(await this.control.chat(id))));
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
    await this.control.act(conversation, 'typing', {});
  }

  async askForFile(conversation: string): Promise<void> {
    await this.control.act(conversation, 'request-file', {});
  }

  async transfer(conversation: string, agentId: string): Promise<void> {
    await this.control.act(conversation, 'transfer-to-agent', { agentId });
  }

  async end(conversation: string): Promise<void> {
    await this.control.end(conversation);
  }

  async breakConnection(): Promise<void> {
    await this.control.addFault({ kind: 'drop', call: 'System/Messages', when: 'during', times: 1 });
  }

  async refuseCalls(times: number): Promise<void> {
    await this.control.addFault({ kind: 'status', status: 503, times });
  }
}

function conversationOf(chat: Chat): ConversationView {
  const { id, visitorName, agentId, offeredTo, agentView: entries } = chat;
  return { id, visitor: visitorName, state: stateOf(chat), agentId: offeredTo ?? agentId, said: entries.map(saidOf) };
}

function stateOf({ state, offeredTo }: Chat): ConversationView['state'] {
  if (state === 'ended' || state === 'failed') return 'ended';
  if (state === 'connected') return 'talking';
  return offeredTo === undefined ? 'queued' : 'offered';
}

function saidOf({ id, at, from, kind, name, text, detail }: Entry): SaidView {
  const said = { id, atMs: at, name: name ?? '' };
  if (kind === 'ChatMessage') return { ...said, from, text: text ?? '' };
  if (kind === 'file-uploaded') {
    const file = { name: (detail as { name?: string } | undefined)?.name ?? 'file' };
    return { ...said, from: 'visitor', text: '', file };
  }
  return { ...said, from: 'system', text: [EVENTS[kind] ?? kind, name].filter(Boolean).join(': ') };
}
