import { CentreControl } from '../contactCentre/CentreControl';
import type { Speaker } from './AgentDesk';
import type { Role, RoutingStatus } from './Conversation';
import type { SentContent } from './contents';
import type { ConversationEvent } from './context';
import type { Fault, FaultRequest } from './faults';
import type { BusinessHours, Deployment, DeploymentSettings, Keyset } from './Organization';
import type { LoggedRequest } from './RequestLog';
import type { Agent, Queue } from './Roster';
import type { StreamView } from './serverControl';
import type { Switches } from './switches';
import type { ConversationSummary, ConversationView } from './views';

/** A file for {@link ControlClient.attach}. */
interface SentFile {
  readonly name: string;
  readonly mimeType: string;
  readonly content: Buffer;
  readonly text?: string;
}

/** Bodies of `POST /control/conversations/:conversation/:act`. */
interface ConversationActs {
  accept: { agentId?: string };
  /** By whom it is offered to. */
  decline: Record<string, never>;
  say: SentContent & Speaker;
  attach: Omit<SentFile, 'content'> & { base64: string } & Speaker;
  typing: Speaker;
  'not-typing': Speaker;
  /** The visitor's messages, all of them. */
  read: { agentId?: string };
  /** To an agent means that it is offered to him: he has to accept it. */
  transfer: { queueId: string } | { agentId: string };
  join: { agentId: string };
  /** The agent goes without ending the session: nothing but ParticipantChanged. */
  leave: { routingStatus?: RoutingStatus };
  end: { role?: Role };
  inactivate: Record<string, never>;
  progress: { text: string };
  token: { text: string };
  push: { event: string; payload?: Readonly<Record<string, unknown>> };
  'expire-token': Record<string, never>;
}

type AgentSettings = Partial<Omit<Agent, 'id' | 'acceptAfterMs'>> & { acceptAfterMs?: number | null };
type QueueSettings = Partial<Omit<Queue, 'id' | 'secondsPerSession'>> & { secondsPerSession?: number | null };
type HoursSettings =
  | { readonly state: 'open' | 'closed' | 'always'; readonly name?: string }
  | (Partial<Pick<BusinessHours, 'name' | 'isActive'>> & Pick<BusinessHours, 'businessHours'>);

interface Centre {
  Agent: Agent;
  AgentSettings: AgentSettings;
  AgentView: Agent & { conversations: string[] };
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

  /** One conversation as the agent sees it, and as its visitor was told. */
  conversation(id: string): Promise<ConversationView> {
    return this.get(`/conversations/${id}`);
  }

  /** The content of a file of either side. */
  async file(conversation: string, fileId: string): Promise<Buffer> {
    const path = `/conversations/${conversation}/files/${fileId}`;
    return Buffer.from((await this.http.get(path, { responseType: 'arraybuffer' })).data);
  }

  /** Does something in a conversation; gives back what comes of it. */
  async act<Act extends keyof ConversationActs>(
    conversation: string,
    act: Act,
    body: ConversationActs[Act],
  ): Promise<{ id: string; url: string; transferred: boolean }> {
    return (await this.http.post(`/conversations/${conversation}/${act}`, body)).data;
  }

  async accept(conversation: string, agentId?: string): Promise<void> {
    await this.act(conversation, 'accept', { agentId });
  }

  async decline(conversation: string): Promise<void> {
    await this.act(conversation, 'decline', {});
  }

  /** Sends a text, or content of any other type; gives back the id of the message. */
  async say(conversation: string, content: string | SentContent, speaker: Speaker = {}): Promise<string> {
    const sent: SentContent = typeof content === 'string' ? { type: 'text', text: content } : content;
    return (await this.act(conversation, 'say', { ...sent, ...speaker })).id;
  }

  /** Sends a file; gives back the id of its message and where the file can be had. */
  attach(conversation: string, { content, ...file }: SentFile, speaker: Speaker = {}) {
    return this.act(conversation, 'attach', { ...file, ...speaker, base64: content.toString('base64') });
  }

  async typing(conversation: string, isOn: boolean): Promise<void> {
    await this.act(conversation, isOn ? 'typing' : 'not-typing', {});
  }

  async transfer(conversation: string, target: ConversationActs['transfer']): Promise<boolean> {
    return (await this.act(conversation, 'transfer', target)).transferred;
  }

  async leave(conversation: string, routingStatus?: RoutingStatus): Promise<void> {
    await this.act(conversation, 'leave', { routingStatus });
  }

  /** Ends the session as the agent, or as another role. */
  async end(conversation: string, role?: Role): Promise<void> {
    await this.act(conversation, 'end', { role });
  }

  /** Makes all tokens of the conversation's owner expire. */
  async expireToken(conversation: string): Promise<void> {
    await this.act(conversation, 'expire-token', {});
  }

  queues(): Promise<(Queue & { online: string[]; waiting: string[] })[]> {
    return this.get('/queues');
  }

  /** Adds a queue or changes what is named. */
  async setQueue(id: string, queue: QueueSettings): Promise<Queue> {
    return (await this.http.put(`/queues/${id}`, queue)).data;
  }

  async removeQueue(id: string): Promise<void> {
    await this.http.delete(`/queues/${id}`);
  }

  deployments(): Promise<Deployment[]> {
    return this.get('/deployments');
  }

  /** Adds a deployment or changes what is named; its business hours have a method of their own. */
  async setDeployment(name: string, settings: Omit<DeploymentSettings, 'businessHours'>): Promise<Deployment> {
    return (await this.http.put(`/deployments/${name}`, settings)).data;
  }

  async setBusinessHours(deployment: string, hours: HoursSettings): Promise<Deployment> {
    return (await this.http.put(`/deployments/${deployment}/business-hours`, hours)).data;
  }

  async removeDeployment(name: string): Promise<void> {
    await this.http.delete(`/deployments/${name}`);
  }

  organization(): Promise<{ id: string; keysets: string[] }> {
    return this.get('/organization');
  }

  async setOrganization(organization: { id: string }): Promise<void> {
    await this.http.put('/organization', organization);
  }

  /** Adds or replaces a User Verification keyset. */
  async setKeyset(name: string, keyset: Omit<Keyset, 'name'>): Promise<void> {
    await this.http.put(`/keysets/${name}`, keyset);
  }

  async removeKeyset(name: string): Promise<void> {
    await this.http.delete(`/keysets/${name}`);
  }

  streams(): Promise<StreamView[]> {
    return this.get('/streams');
  }

  /** Breaks one stream, or all of them. */
  async dropStreams(id?: string): Promise<void> {
    await this.http.delete(id === undefined ? '/streams' : `/streams/${id}`);
  }

  /** What clients asked for, oldest first, without its secrets. */
  requests(): Promise<LoggedRequest[]> {
    return this.get('/requests');
  }

  async clearRequests(): Promise<void> {
    await this.http.delete('/requests');
  }

  /** Calls back for all that happens, in one conversation or in all of them, until the returned function is called. */
  watch(listener: (event: ConversationEvent) => void, conversation?: string): Promise<() => void> {
    return this.listen(listener, { conversation });
  }
}
