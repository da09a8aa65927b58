import { createHash } from 'crypto';
import {
  type AgentEntry,
  type Conversation,
  type MessagingSession,
  openSession,
  type Phase,
  type ReceivedMessage,
  type Role,
  type RoutingStatus,
  routingStatusOf,
  type SessionStatus,
  type StoredFile,
} from './Conversation';
import type { EventStream } from './EventStream';
import type { Roster } from './Roster';

/** A session as the control API shows it. */
interface SessionView {
  readonly id: string;
  readonly status: SessionStatus;
  readonly phase: Phase;
  readonly queueId: string;
  readonly agentId?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly language?: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly endedByRole?: Role;
}

/** A conversation in a list. */
export interface ConversationSummary {
  readonly id: string;
  /** False once it is closed for good. */
  readonly open: boolean;
  /** Of the last session; `none` before the first. */
  readonly state: Phase | 'none';
  readonly routingStatus: RoutingStatus;
  readonly deployment: string;
  readonly owner: string;
  readonly sessionId?: string;
  readonly sessionStatus?: SessionStatus;
  readonly queueId?: string;
  readonly agentId?: string;
  readonly offeredTo?: string;
  /** In the queue, 1 being next; 0 when it does not wait there. */
  readonly position: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly closedAt?: number;
  /** How many streams its owner has open. */
  readonly streams: number;
  /** How long ago its owner last asked for something that concerns it. */
  readonly silentMs: number;
}

/** A file as the control API shows it. */
type FileView = Omit<StoredFile, 'content'> & { readonly size: number; readonly sha256: string };

/** A conversation with everything that either side saw. */
export interface ConversationView extends ConversationSummary {
  readonly language?: string;
  readonly sessions: readonly SessionView[];
  readonly conference: readonly string[];
  readonly visitorTyping: boolean;
  readonly fromVisitor: readonly ReceivedMessage[];
  readonly agentView: readonly AgentEntry[];
  readonly files: readonly FileView[];
  readonly entries: Conversation['entries'];
  readonly events: Conversation['events'];
  readonly acknowledgements: Conversation['acknowledgements'];
}

interface Surroundings {
  readonly roster: Roster;
  readonly streams: (subject: string) => readonly EventStream[];
  readonly now: number;
}

function viewSession(session: MessagingSession): SessionView {
  const { id, status, phase, queueId, agentId, attributes, language, startedAt, endedAt, endedByRole } = session;
  return { id, status, phase, queueId, agentId, attributes, language, startedAt, endedAt, endedByRole };
}

function viewFile({ content, ...file }: StoredFile): FileView {
  return { ...file, size: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

export function summarize(conversation: Conversation, { roster, streams, now }: Surroundings): ConversationSummary {
  const last = conversation.sessions.at(-1);
  return {
    id: conversation.id,
    open: conversation.closedAt === undefined,
    state: last?.phase ?? 'none',
    routingStatus: routingStatusOf(conversation),
    deployment: conversation.deployment.name,
    owner: conversation.owner,
    sessionId: last?.id,
    sessionStatus: last?.status,
    queueId: last?.queueId,
    agentId: last?.agentId,
    offeredTo: last?.offeredTo,
    position: last ? roster.position(last) : 0,
    attributes: last?.attributes ?? conversation.attributes,
    createdAt: conversation.createdAt,
    closedAt: conversation.closedAt,
    streams: streams(conversation.owner).length,
    silentMs: now - conversation.lastSeenAt,
  };
}

export function describe(conversation: Conversation, surroundings: Surroundings): ConversationView {
  return {
    ...summarize(conversation, surroundings),
    language: conversation.language,
    sessions: conversation.sessions.map(viewSession),
    conference: [...(openSession(conversation)?.conference ?? [])],
    visitorTyping: conversation.visitorTyping,
    fromVisitor: conversation.received,
    agentView: conversation.agentView,
    files: conversation.files.map(viewFile),
    entries: conversation.entries,
    events: conversation.events,
    acknowledgements: conversation.acknowledgements,
  };
}
