import { CentreControl } from '../contactCentre/CentreControl';
import type { Participant, SentMessage } from './Conversation';
import type { ConversationActs } from './conversationActs';
import type { AgentSettings } from './deskControl';
import type { Fault, FaultRequest } from './faults';
import type { Sender } from './inboundSchemas';
import type { Agent, Queue } from './Roster';
import type { Switches } from './switches';
import type { OAuthClient } from './Tokens';
import type { Trigger, TriggerCall } from './Triggers';
import type { Delivery, Payload, WebhookStanding } from './Webhooks';

/** A conversation in a list; times are milliseconds since the epoch. */
interface ConversationSummary extends WebhookStanding {
  readonly id: string;
  readonly integrationId: string;
  readonly open: boolean;
  readonly state: 'queued' | 'alerting' | 'connected' | 'ended';
  readonly visitorId: string;
  /** The nickname, where the visitor has one. */
  readonly visitorName?: string;
  readonly agentId?: string;
  readonly offeredTo?: string;
  readonly queueId?: string;
  readonly startTime: number;
  readonly endTime?: number;
}

/** Something that agents see. */
interface EntryView {
  readonly at: number;
  readonly time?: string;
  readonly from: 'visitor' | 'agent' | 'flow' | 'system';
  readonly kind: string;
  readonly name?: string;
  readonly participantId?: string;
  readonly id?: string;
  readonly messageId?: string;
  readonly text?: string;
  readonly attachment?: {
    readonly id: string;
    readonly mediaType: string;
    readonly url: string;
    readonly mime: string;
    readonly filename?: string;
    readonly text?: string;
    /** The platform fetches a visitor's file by itself; its size and hash are known once it is stored. */
    readonly state: 'fetching' | 'stored' | 'failed';
    readonly contentSizeBytes?: number;
    readonly sha256?: string;
  };
  readonly detail?: unknown;
}

/** A conversation with everything that agents see of it. */
interface ConversationView extends ConversationSummary {
  readonly visitor: Sender;
  readonly attributes: Readonly<Record<string, string>>;
  readonly participants: readonly Participant[];
  readonly entries: readonly EntryView[];
  /** The visitor's messages and answers alone, in order. */
  readonly fromVisitor: readonly EntryView[];
  readonly visitorTypes: boolean;
  /** What went out, with the receipts that came back. */
  readonly sent: readonly SentMessage[];
}

interface Centre {
  Agent: Agent;
  AgentSettings: AgentSettings;
  AgentView: Agent & { load: number };
  Fault: Fault;
  FaultRequest: FaultRequest;
  Switches: Switches;
}

/** The control API of the simulator, typed. */
export class ControlClient extends CentreControl<Centre> {
  /** Every one, oldest first, that has the values asked for; a dot in a name reaches inside. */
  conversations(wanted: Readonly<Record<string, string | boolean>> = {}): Promise<ConversationSummary[]> {
    return this.get('/conversations', wanted);
  }

  conversation(id: string): Promise<ConversationView> {
    return this.get(`/conversations/${id}`);
  }

  /** The bytes of a file that is in the conversation. */
  async file(conversation: string, file: string): Promise<Buffer> {
    const path = `/conversations/${conversation}/files/${file}`;
    return Buffer.from((await this.http.get(path, { responseType: 'arraybuffer' })).data);
  }

  /** Does something in a conversation; gives back what went out, where something did. */
  async act<Act extends keyof ConversationActs>(
    conversation: string,
    act: Act,
    body: ConversationActs[Act],
  ): Promise<Payload> {
    return (await this.http.post(`/conversations/${conversation}/${act}`, body)).data;
  }

  accept(conversation: string, agentId?: string): Promise<Payload> {
    return this.act(conversation, 'accept', { agentId });
  }

  say(conversation: string, text: string): Promise<Payload> {
    return this.act(conversation, 'say', { text });
  }

  end(conversation: string): Promise<Payload> {
    return this.act(conversation, 'end', {});
  }

  /** The log of webhooks, of one conversation or of all, in the order in which they were made. */
  webhooks(conversation?: string): Promise<Delivery[]> {
    return this.get(conversation === undefined ? '/webhooks' : `/webhooks?conversation=${conversation}`);
  }

  queues(): Promise<(Queue & { waiting: string[] })[]> {
    return this.get('/queues');
  }

  async setQueue(id: string, name: string): Promise<Queue> {
    return (await this.http.put(`/queues/${id}`, { name })).data;
  }

  /** Adds an OAuth client or replaces it. */
  async setClient({ id, secret, permissions }: OAuthClient): Promise<void> {
    await this.http.put(`/clients/${id}`, { secret, permissions });
  }

  /** Makes the set-up of an integration fail, or switches the integration off. */
  async setIntegration(id: string, state: { failed?: boolean; inactive?: boolean }): Promise<void> {
    await this.http.patch(`/integrations/${id}`, state);
  }

  /** Makes every access token that was issued so far expire. */
  async expireTokens(): Promise<void> {
    await this.http.post('/tokens/expire');
  }

  /** Has a workflow of the platform call a URL when somebody leaves; see {@link Trigger}. */
  async setTrigger(id: string, trigger: Trigger): Promise<void> {
    await this.http.put(`/triggers/${id}`, trigger);
  }

  async removeTrigger(id: string): Promise<void> {
    await this.http.delete(`/triggers/${id}`);
  }

  /** What workflows have called, in order. */
  triggerCalls(): Promise<TriggerCall[]> {
    return this.get('/triggers/calls');
  }
}
