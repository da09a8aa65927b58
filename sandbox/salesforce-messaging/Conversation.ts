import type { ClockTimer } from '../clock';
import type { Deployment } from './Organization';

/** Messaging Session statuses of Salesforce. */
export type SessionStatus = 'New' | 'Waiting' | 'Active' | 'Inactive' | 'Paused' | 'Consent' | 'Ended';

/** Enhanced Chat API, conversation entry: in which part somebody takes part. */
export type Role = 'EndUser' | 'Agent' | 'Chatbot' | 'System' | 'Router' | 'Supervisor';

/** Enhanced Chat API, Conversation: `routingStatus`. */
export type RoutingStatus = 'INITIAL' | 'NEEDS_ROUTING' | 'ROUTED' | 'TRANSFER';

/** Where a session stands with the agents; `unattended` is what an agent leaves behind who does not end it. */
export type Phase = 'waiting' | 'connected' | 'transferring' | 'unattended' | 'unroutable' | 'ended';

/** Enhanced Chat API, conversation entry. */
export interface Sender {
  readonly role: Role;
  readonly appType: string;
  readonly subject: string;
  readonly clientIdentifier: string;
}

/** Enhanced Chat API, conversation entry, with its payload still an object. */
export interface Entry {
  readonly entryType: string;
  readonly identifier: string;
  readonly senderDisplayName: string;
  readonly sender: Sender;
  readonly transcriptedTimestamp: number;
  readonly clientTimestamp: number;
  readonly relatedRecords: readonly string[];
  readonly entryPayload: Readonly<Record<string, unknown>>;
}

/** One thing that an agent sees at his console. */
export interface AgentEntry {
  readonly at: number;
  readonly from: 'visitor' | 'agent' | 'bot' | 'system';
  readonly kind: string;
  readonly name?: string;
  readonly text?: string;
  readonly messageId?: string;
  readonly detail?: unknown;
}

/** One message of the visitor's, in the order in which they arrived. */
export interface ReceivedMessage {
  readonly id: string;
  readonly kind: 'text' | 'file' | 'choices' | 'form';
  readonly at: number;
  readonly text?: string;
  readonly inReplyToMessageId?: string;
  /** The file's id, where it is one. */
  readonly fileId?: string;
  readonly content: { readonly messageType: string } & Readonly<Record<string, unknown>>;
  isDelivered: boolean;
}

/** A file of either side. */
export interface StoredFile {
  readonly id: string;
  readonly from: 'visitor' | 'agent';
  readonly name: string;
  readonly mimeType: string;
  readonly url: string;
  readonly content: Buffer;
}

/** Enhanced Chat API, acknowledge entries. */
interface Acknowledgement {
  readonly at: number;
  readonly id: string;
  readonly entryType: 'Delivery' | 'Read';
  readonly conversationEntryId: string;
}

/** A MessagingSession record: one pass through routing, agent and end. */
export interface MessagingSession {
  readonly id: string;
  readonly conversation: Conversation;
  readonly pendingServiceRoutingId: string;
  readonly startedAt: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly language?: string;
  readonly declinedBy: Set<string>;
  /** Agents beside the one whose session it is. */
  readonly conference: Set<string>;
  readonly timers: Set<ClockTimer>;
  status: SessionStatus;
  phase: Phase;
  queueId: string;
  directTo?: string;
  offeredTo?: string;
  agentId?: string;
  lastPosition?: number;
  endedAt?: number;
  endedByRole?: Role;
  /** What {@link routingStatusOf} says while nobody attends to it. */
  unattendedStatus: RoutingStatus;
}

/** One conversation of one person, with everything that either side saw of it. */
export interface Conversation {
  readonly id: string;
  readonly owner: string;
  readonly isVerified: boolean;
  readonly deployment: Deployment;
  readonly createdAt: number;
  readonly language?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly sessions: MessagingSession[];
  readonly entries: Entry[];
  readonly events: { readonly id: number; readonly at: number; readonly event: string; readonly entry: Entry }[];
  readonly agentView: AgentEntry[];
  readonly received: ReceivedMessage[];
  readonly files: StoredFile[];
  readonly acknowledgements: Acknowledgement[];
  /** Client timestamps of what was posted, by message id. */
  readonly posted: Map<string, number>;
  visitorTyping: boolean;
  lastSeenAt: number;
  closedAt?: number;
}

/** The session that goes on, if there is one. */
export function openSession(conversation: Conversation): MessagingSession | undefined {
  const last = conversation.sessions.at(-1);
  return last?.phase === 'ended' ? undefined : last;
}

/** True while no agent is there and one may still come. */
export function isWaiting(session: MessagingSession): boolean {
  return session.phase === 'waiting' || session.phase === 'transferring';
}

/** True while an agent can take it: it waits for one, or was left by one. */
export function canBeTaken(session: MessagingSession): boolean {
  return isWaiting(session) || session.phase === 'unattended';
}

/** Enhanced Chat API, Conversation: `routingStatus`. */
export function routingStatusOf(conversation: Conversation): RoutingStatus {
  const session = conversation.sessions.at(-1);
  const statuses: Record<Phase, RoutingStatus> = {
    waiting: 'INITIAL',
    connected: 'ROUTED',
    transferring: 'TRANSFER',
    unattended: session?.unattendedStatus ?? 'NEEDS_ROUTING',
    unroutable: 'NEEDS_ROUTING',
    ended: 'NEEDS_ROUTING',
  };
  return session ? statuses[session.phase] : 'INITIAL';
}
