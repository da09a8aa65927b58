import type { ClockTimer } from '../clock';
import type { Answer } from '../contactCentre/Answer';
import type { ChatRequest } from './chatRequest';
import type { Outbox } from './Outbox';

/** `inited` chats are routed at once, so a chat is never seen between `new` and `queued` or `failed`. */
export type ChatState = 'new' | 'queued' | 'connected' | 'transferring' | 'ended' | 'failed';

/** One line of what the agent's console shows. */
export interface AgentEntry {
  readonly id: string;
  readonly at: number;
  readonly from: 'visitor' | 'agent' | 'system';
  readonly kind: string;
  readonly name?: string;
  readonly text?: string;
  readonly detail?: unknown;
}

/** One request of the visitor's client that was accepted. */
export interface IncomingRecord {
  readonly id: string;
  readonly at: number;
  readonly noun: string;
  readonly sequence?: number;
  readonly body: unknown;
  /** False when it got a 200 and went no further. */
  readonly reachedAgent: boolean;
}

/** Live Agent REST API, TranscriptEntry. */
export interface TranscriptEntry {
  readonly type: 'Agent' | 'Chasitor' | 'OperatorTransferred';
  readonly name: string;
  readonly content: string;
  readonly timestamp: number;
  readonly sequence: number;
}

/** A file that an agent asked for. */
export interface RequestedFile {
  readonly token: string;
  status: 'requested' | 'uploaded' | 'failed' | 'canceled';
  name?: string;
  mime?: string;
  size?: number;
  content?: Buffer;
}

/** A poll that is being held open. */
interface OpenPoll {
  settle(answer: Answer): void;
  /** Answers it with whatever is waiting, if anything is. */
  check(): void;
}

interface Identity {
  readonly id: string;
  readonly key: string;
  readonly affinity: string;
  readonly visitorId: string;
  readonly createdAt: number;
  readonly outbox: Outbox;
}

/** All that the server knows of one chat session; Live Agent REST API, SessionId. */
export class ChatSession {
  readonly id: string;
  readonly key: string;
  readonly visitorId: string;
  readonly createdAt: number;
  readonly outbox: Outbox;
  affinity: string;
  state: ChatState = 'new';
  /** False once the key is of no more use: deleted, expired or timed out. */
  open = true;
  endReason?: string;
  endedAt?: number;
  request?: ChatRequest;
  requestedAt = 0;
  apiVersion = 0;
  /** The number of the last accepted POST; Live Agent REST API, X-LIVEAGENT-SEQUENCE. */
  lastSequence = 0;
  /** The status that ReconnectSession will get; undefined as long as the session has not met a 503. */
  reconnectStatus?: number;
  resynced = false;

  buttonId?: string;
  agentId?: string;
  directTo?: string;
  offeredTo?: string;
  readonly declinedBy = new Set<string>();
  readonly conference = new Set<string>();
  readonly timers = new Set<ClockTimer>();
  lifeTimer?: ClockTimer;
  lastPosition = 0;

  poll?: OpenPoll;
  lastSeenAt: number;
  polls = 0;
  lastMessageAt?: number;

  readonly agentView: AgentEntry[] = [];
  readonly received: IncomingRecord[] = [];
  readonly transcript: TranscriptEntry[] = [];
  readonly files: RequestedFile[] = [];

  constructor(identity: Identity) {
    this.id = identity.id;
    this.key = identity.key;
    this.affinity = identity.affinity;
    this.visitorId = identity.visitorId;
    this.createdAt = identity.createdAt;
    this.lastSeenAt = identity.createdAt;
    this.outbox = identity.outbox;
  }

  get waiting(): boolean {
    return this.state === 'queued' || this.state === 'transferring';
  }

  get over(): boolean {
    return this.state === 'ended' || this.state === 'failed';
  }

  get visitorName(): string {
    return this.request?.visitorName ?? '';
  }
}
