import type { MessagingSession, Sender, SessionStatus } from './Conversation';
import type { Agent } from './Roster';

type Payload = Readonly<Record<string, unknown>>;
type WithId = (id: string) => Payload;

/** An event that is about to happen: what goes out on streams, and what is stored as an entry. */
export interface Draft {
  /** Enhanced Chat API, server-sent events: the name. */
  readonly event: string;
  readonly sender: Sender;
  readonly senderDisplayName: string;
  /** Builds the entry payload around the entry's identifier. */
  readonly payload: WithId;
  /** Given for messages, whose ids are known before. */
  readonly identifier?: string;
  readonly clientTimestamp?: number;
  readonly relatedRecords?: readonly string[];
  /** True for what requests for entries find too. */
  readonly isStored: boolean;
}

interface RoutingOutcome {
  readonly routingType: 'Initial' | 'Transfer' | 'Conference';
  readonly failureType: string;
  /** Undefined when it was not computed. */
  readonly waitSeconds: number | undefined;
}

const system: Sender = {
  role: 'System',
  appType: 'conversation',
  subject: 'automated-process',
  clientIdentifier: 'automated-process',
};
const router: Sender = { role: 'Router', appType: 'router', subject: 'omni-router', clientIdentifier: 'omni-router' };

const automated = (event: string, payload: WithId, isStored: boolean): Draft => ({
  event,
  sender: system,
  senderDisplayName: 'Automated Process',
  payload,
  isStored,
});

const routed = (event: string, payload: WithId, isStored: boolean): Draft => ({
  event,
  sender: router,
  senderDisplayName: 'Omni-Channel Router',
  payload,
  isStored,
});

/** Enhanced Chat API, conversation entry: how an agent signs. */
export function agentSender(agent: Agent): Sender {
  return { role: 'Agent', appType: 'agent', subject: agent.id, clientIdentifier: `agent-${agent.id}` };
}

/** Enhanced Chat API, ParticipantChanged: the person is inside, the sender is the system. */
export function participantChanged(operation: 'add' | 'remove', agent: Agent): Draft {
  const entries = [{ operation, displayName: agent.name, menuMetadata: null, participant: agentSender(agent) }];
  const payload: WithId = (id) => ({ entryType: 'ParticipantChanged', id, entries });
  return automated('CONVERSATION_PARTICIPANT_CHANGED', payload, true);
}

/** Enhanced Chat API, RoutingResult. */
export function routingResult(session: MessagingSession, outcome: RoutingOutcome): Draft {
  const { routingType, failureType, waitSeconds } = outcome;
  const hasFailed = failureType !== 'None';
  const fields = {
    recordId: session.id,
    routingType,
    failureType,
    failureReason: hasFailed ? 'The routing request failed' : '',
    errorMessages: [],
    pendingServiceRoutingId: session.pendingServiceRoutingId,
    workOwnerId: null,
    estimatedWaitTime: {
      isEWTRequested: waitSeconds !== undefined,
      estimatedWaitTimeInSeconds: waitSeconds ?? -1,
    },
    isExternallyRouted: false,
    cancelReason: failureType === 'Cancelled' ? 'Cancelled' : null,
    skipRouterCPRemovalIfNoRoutingFailures: false,
    routingConfigurationDetails: { routingConfigurationType: 'QueueBased', queueId: session.queueId },
  };
  const payload: WithId = (id) => ({ entryType: 'RoutingResult', id, ...fields });
  return routed('CONVERSATION_ROUTING_RESULT', payload, true);
}

/** Enhanced Chat API, RoutingWorkResult. */
export function routingWorkResult(workType: 'Assigned' | 'Accepted' | 'Closed'): Draft {
  const payload: WithId = (id) => ({ entryType: 'RoutingWorkResult', id, workType });
  return routed('CONVERSATION_ROUTING_WORK_RESULT', payload, false);
}

/** Enhanced Chat API, QueuePosition: 1 is next. */
export function queuePosition(position: number): Draft {
  return routed('CONVERSATION_QUEUE_POSITION', () => ({ entryType: 'QueuePosition', position }), false);
}

/** Enhanced Chat API, SessionStatusChanged; `unitMs` is the unit of its times. */
export function sessionStatusChanged(
  session: MessagingSession,
  sessionStatusPrev: SessionStatus,
  { unitMs, isStored }: { unitMs: number; isStored: boolean },
): Draft {
  const time = (at: number | undefined) => (at === undefined ? null : Math.floor(at / unitMs));
  const fields = {
    entryType: 'SessionStatusChanged',
    conversationIdentifier: session.conversation.id,
    sessionId: session.id,
    sessionStatus: session.status,
    sessionStatusPrev,
    sessionStartTime: time(session.startedAt),
    sessionEndTime: time(session.endedAt),
    sessionEndedByRole: session.endedByRole ?? null,
  };
  return automated('CONVERSATION_SESSION_STATUS_CHANGED', () => fields, isStored);
}

/** Enhanced Chat API, CloseConversation: only ever the end user's doing. */
export function closeConversation(): Draft {
  const payload: WithId = (id) => ({ entryType: 'CloseConversation', id });
  return automated('CONVERSATION_CLOSE_CONVERSATION', payload, false);
}

/** Enhanced Chat API, TypingStartedIndicator and TypingStoppedIndicator. */
export function typing(isOn: boolean, by: { sender: Sender; senderDisplayName: string }, timestamp: number): Draft {
  const word = isOn ? 'Started' : 'Stopped';
  const payload: WithId = (id) => ({ entryType: `Typing${word}Indicator`, id, timestamp });
  return { ...by, event: `CONVERSATION_TYPING_${word.toUpperCase()}_INDICATOR`, payload, isStored: false };
}

/** Enhanced Chat API, DeliveryAcknowledgement and ReadAcknowledgement. */
export function acknowledgement(kind: 'Delivery' | 'Read', agent: Agent, messageId: string, at: number): Draft {
  return {
    event: `CONVERSATION_${kind.toUpperCase()}_ACKNOWLEDGEMENT`,
    sender: agentSender(agent),
    senderDisplayName: agent.name,
    payload: () => ({
      entryType: `${kind}Acknowledgement`,
      acknowledgementTimestamp: at,
      acknowledgedConversationEntryIdentifier: messageId,
    }),
    relatedRecords: [messageId],
    isStored: false,
  };
}

/** Enhanced Chat API, Message: of whichever side, its id being the entry's identifier too. */
export function message(
  content: { messageType: string; inReplyToMessageId?: string | null } & Payload,
  by: { id: string; sender: Sender; senderDisplayName: string; clientTimestamp: number; messageReason?: string },
): Draft {
  const { id, sender, senderDisplayName, clientTimestamp, messageReason = null } = by;
  const { messageType, inReplyToMessageId = null, ...rest } = content;
  const abstractMessage = { messageType, id, inReplyToMessageId, references: [], ...rest };
  const payload: WithId = () => ({ entryType: 'Message', id, messageReason, abstractMessage });
  const event = 'CONVERSATION_MESSAGE';
  return { event, sender, senderDisplayName, identifier: id, clientTimestamp, payload, isStored: true };
}
