import type { ClockTimer } from '../clock';
import type { Sender } from './inboundSchemas';
import type { StoredFile } from './Media';

type ParticipantState = 'alerting' | 'connected' | 'disconnected';

/** Platform API, participants: why somebody is no longer there. */
export type DisconnectType = 'client' | 'peer' | 'system' | 'transfer' | 'transfer.noanswer' | 'transfer.notavailable';

/** What an agent writes about a conversation once it is over. */
export interface WrapUp {
  readonly code: string;
  readonly name?: string;
  readonly notes?: string;
}

/** Somebody or something that takes part in a conversation; times are milliseconds since the epoch. */
export interface Participant {
  readonly id: string;
  readonly communicationId: string;
  readonly purpose: 'customer' | 'workflow' | 'acd' | 'agent';
  readonly name: string;
  readonly startTime: number;
  readonly agentId?: string;
  readonly queueId?: string;
  state: ParticipantState;
  startAlertingTime?: number;
  connectedTime?: number;
  endTime?: number;
  disconnectType?: DisconnectType;
  /** After-call work, while it lasts and after. */
  startAcwTime?: number;
  endAcwTime?: number;
  wrapUp?: WrapUp;
  wrapUpSkipped?: boolean;
}

/** Something that agents see, in its order. */
export interface Entry {
  /** When the platform had it, and when the sender says it was. */
  readonly at: number;
  readonly time?: string;
  readonly from: 'visitor' | 'agent' | 'flow' | 'system';
  readonly kind: string;
  /** Of the agent or the queue that it is about. */
  readonly name?: string;
  /** Who said it, unless it was the visitor. */
  readonly participantId?: string;
  /** The platform's id of a message, and the sender's own. */
  readonly id?: string;
  readonly messageId?: string;
  readonly text?: string;
  readonly attachment?: StoredFile;
  readonly detail?: unknown;
}

/** A receipt that came back for a message of an agent or the flow. */
interface SeenReceipt {
  readonly at: number;
  readonly status: string;
  readonly reasons: readonly { readonly code?: string; readonly message: string }[];
  readonly isFinalReceipt: boolean;
}

/** Something that went out to the visitor, with what came back about it. */
export interface SentMessage {
  readonly id: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly receipts: SeenReceipt[];
}

/** One conversation of one visitor, as the platform keeps it. */
export class Conversation {
  readonly participants: Participant[] = [];
  readonly entries: Entry[] = [];
  readonly sent: SentMessage[] = [];
  /** Participant data of the visitor. */
  readonly attributes: Record<string, string> = {};
  readonly timers = new Set<ClockTimer>();
  /** Agents who let it ring in vain since it was queued last. */
  readonly declinedBy = new Set<string>();
  endTime: number | undefined;
  lastMessageAt: number;
  queuedAt = 0;
  visitorTypes = false;

  constructor(
    readonly id: string,
    readonly integrationId: string,
    public visitor: Sender,
    readonly startTime: number,
  ) {
    this.lastMessageAt = startTime;
  }

  get open(): boolean {
    return this.endTime === undefined;
  }

  get customer(): Participant | undefined {
    return this.participants.find(({ purpose }) => purpose === 'customer');
  }

  /** The queue that it waits in. */
  get waitingIn(): Participant | undefined {
    return this.participants.find(({ purpose, state }) => purpose === 'acd' && state === 'connected');
  }

  /** The agent at whom it rings. */
  get alerting(): Participant | undefined {
    return this.participants.find(({ purpose, state }) => purpose === 'agent' && state === 'alerting');
  }

  /** The agent who talks. */
  get agent(): Participant | undefined {
    return this.participants.find(({ purpose, state }) => purpose === 'agent' && state === 'connected');
  }

  get state(): 'queued' | 'alerting' | 'connected' | 'ended' {
    if (!this.open) {
      return 'ended';
    }
    return this.agent ? 'connected' : this.alerting ? 'alerting' : 'queued';
  }
}
