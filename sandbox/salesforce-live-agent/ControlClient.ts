import { CentreControl } from '../contactCentre/CentreControl';
import type { AgentEntry, ChatState, IncomingRecord, RequestedFile, TranscriptEntry } from './ChatSession';
import type { ChatRequest } from './chatRequest';
import type { ChatEvent, Organization } from './context';
import type { Fault, FaultRequest } from './faults';
import type { OutgoingRecord, WireMessage } from './Outbox';
import type { Agent, Button } from './Roster';
import type { Switches } from './switches';

/** A chat in a list. */
interface ChatSummary {
  readonly id: string;
  readonly state: ChatState;
  readonly open: boolean;
  readonly buttonId?: string;
  readonly agentId?: string;
  readonly offeredTo?: string;
  readonly visitorName: string;
  readonly createdAt: number;
  readonly endReason?: string;
  readonly endedAt?: number;
  readonly polling: boolean;
  readonly polls: number;
  readonly silentMs: number;
}

/** A chat with everything that either side saw. */
interface ChatView extends ChatSummary {
  readonly key: string;
  readonly affinityToken: string;
  readonly visitorId: string;
  readonly apiVersion: number;
  readonly lastSequence: number;
  readonly interrupted: boolean;
  readonly resynced: boolean;
  readonly position: number;
  readonly conference: readonly string[];
  readonly request?: ChatRequest;
  readonly prechatDetails: readonly unknown[];
  readonly prechatEntities: readonly unknown[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly toVisitor: readonly OutgoingRecord[];
  readonly fromVisitor: readonly IncomingRecord[];
  readonly agentView: readonly AgentEntry[];
  readonly transcript: readonly TranscriptEntry[];
  readonly files: readonly (Omit<RequestedFile, 'content'> & { sha256?: string })[];
}

/** Bodies of `POST /control/chats/:chat/:act`. */
interface ChatActs {
  accept: { agentId?: string };
  decline: { agentId?: string };
  say: { text: string; agentId?: string };
  typing: { agentId?: string };
  'not-typing': { agentId?: string };
  'transfer-to-agent': { agentId: string };
  'transfer-to-button': { buttonId: string };
  resume: { agentId: string };
  'agent-disconnect': Record<string, never>;
  'conference-join': { agentId: string };
  'conference-leave': { agentId: string };
  'request-file': Record<string, never>;
  'cancel-file': Record<string, never>;
  'fail-file': Record<string, never>;
  end: { reason?: string };
  fail: { reason?: string };
  'custom-event': { type: string; data: string };
  'rich-message': { type: string; header?: string; items: { text: string; value?: string }[] };
  push: Partial<WireMessage>;
  move: { reconnectStatus?: number };
  expire: Record<string, never>;
}

type AgentSettings = Partial<Omit<Agent, 'id' | 'acceptAfterMs'>> & { acceptAfterMs?: number | null };

interface Centre {
  Agent: Agent;
  AgentSettings: AgentSettings;
  AgentView: Agent & { buttons: string[]; chats: string[] };
  Fault: Fault;
  FaultRequest: FaultRequest;
  Switches: Switches;
}

/** The control API of the simulator, typed. */
export class ControlClient extends CentreControl<Centre> {
  /** Every one, oldest first, that has the values asked for; a dot in a name reaches inside. */
  chats(wanted: Readonly<Record<string, string | boolean>> = {}): Promise<ChatSummary[]> {
    return this.get('/chats', wanted);
  }

  chat(id: string): Promise<ChatView> {
    return this.get(`/chats/${id}`);
  }

  sessions(): Promise<ChatSummary[]> {
    return this.get('/sessions');
  }

  /** Established chats whose client has not polled for so long. */
  ghosts(silentMs?: number): Promise<ChatSummary[]> {
    return this.get(silentMs === undefined ? '/ghosts' : `/ghosts?silentMs=${silentMs}`);
  }

  queue(): Promise<{ chat: string; buttonId?: string; offeredTo?: string; position: number }[]> {
    return this.get('/queue');
  }

  /** Does something in a chat; gives back the message that went out, where there is one. */
  async act<Act extends keyof ChatActs>(chat: string, act: Act, body: ChatActs[Act]): Promise<OutgoingRecord> {
    return (await this.http.post(`/chats/${chat}/${act}`, body)).data;
  }

  accept(chat: string, agentId?: string): Promise<OutgoingRecord> {
    return this.act(chat, 'accept', { agentId });
  }

  say(chat: string, text: string, agentId?: string): Promise<OutgoingRecord> {
    return this.act(chat, 'say', { text, agentId });
  }

  end(chat: string, reason?: string): Promise<OutgoingRecord> {
    return this.act(chat, 'end', { reason });
  }

  buttons(): Promise<(Button & { isAvailable: boolean; estimatedWaitTime: number; waiting: string[] })[]> {
    return this.get('/buttons');
  }

  /** Adds a button or changes what is named. */
  async setButton(id: string, button: Partial<Omit<Button, 'id'>>): Promise<Button> {
    return (await this.http.put(`/buttons/${id}`, button)).data;
  }

  async removeButton(id: string): Promise<void> {
    await this.http.delete(`/buttons/${id}`);
  }

  organization(): Promise<Organization> {
    return this.get('/organization');
  }

  async setOrganization(organization: Partial<Organization>): Promise<Organization> {
    return (await this.http.put('/organization', organization)).data;
  }

  breadcrumbs(): Promise<{ at: number; location: string }[]> {
    return this.get('/breadcrumbs');
  }

  /** Calls back for everything that happens, in one chat or in all of them, until the returned function is called. */
  watch(listener: (event: ChatEvent) => void, chat?: string): Promise<() => void> {
    return this.listen(listener, { chat });
  }
}
