import type { Conversation, Entry, Participant } from './Conversation';
import { isoTime } from './context';

type Json = Record<string, unknown>;

const times = ['startTime', 'startAlertingTime', 'connectedTime', 'endTime', 'startAcwTime', 'endAcwTime'] as const;

function timesOf(participant: Participant): Json {
  const known = times.flatMap((name) => {
    const at = participant[name];
    return at === undefined ? [] : [[name, isoTime(at)] as const];
  });
  return Object.fromEntries(known);
}

function wrapUpOf({ startAcwTime, endAcwTime, wrapUp, wrapUpSkipped }: Participant): Json {
  return {
    wrapupRequired: startAcwTime !== undefined && endAcwTime === undefined,
    ...(wrapUp && { wrapup: wrapUp }),
    ...(wrapUpSkipped && { wrapupSkipped: true }),
  };
}

/** MessageDetails, of what one participant said. */
function messagesOf({ entries }: Conversation, { id: participantId, purpose }: Participant): Json[] {
  const isHis = ({ from, participantId: by }: Entry) =>
    purpose === 'customer' ? from === 'visitor' : by === participantId;
  const said = entries.filter((entry) => entry.id !== undefined && isHis(entry));
  return said.map(({ id, at, from }) => ({
    messageId: id,
    messageURI: `/api/v2/conversations/messages/${id}/details`,
    messageStatus: from === 'visitor' ? 'received' : 'sent',
    messageTime: isoTime(at),
  }));
}

function addressesOf({ visitor, integrationId }: Conversation): { fromAddress: Json; toAddress: Json } {
  const address = (value: string) => ({ addressNormalized: value, addressRaw: value });
  return { fromAddress: address(visitor.id), toAddress: address(integrationId) };
}

const reference = (kind: 'users' | 'routing/queues', id: string, name: string): Json => ({
  id,
  name,
  selfUri: `/api/v2/${kind}/${id}`,
});

function attributesOf(conversation: Conversation, { purpose }: Participant): Json {
  return purpose === 'customer' ? { ...conversation.attributes } : {};
}

function messageMediaParticipant(conversation: Conversation, participant: Participant): Json {
  const { id, name, purpose, state, disconnectType, agentId, queueId } = participant;
  return {
    id,
    name,
    address: purpose === 'customer' ? conversation.visitor.id : undefined,
    ...timesOf(participant),
    purpose,
    state,
    direction: 'inbound',
    ...(disconnectType && { disconnectType }),
    held: false,
    ...wrapUpOf(participant),
    ...(agentId !== undefined && { user: reference('users', agentId, name) }),
    ...(queueId !== undefined && { queue: { id: queueId, selfUri: `/api/v2/routing/queues/${queueId}` } }),
    attributes: attributesOf(conversation, participant),
    provider: 'Open Messaging',
    ...addressesOf(conversation),
    messages: messagesOf(conversation, participant),
    type: 'open',
    authenticated: false,
  };
}

/** MessageConversation: the state of each participant is his own field. */
export function messageConversation(conversation: Conversation): Json {
  return {
    id: conversation.id,
    participants: conversation.participants.map((one) => messageMediaParticipant(conversation, one)),
    otherMediaUris: [],
    selfUri: `/api/v2/conversations/messages/${conversation.id}`,
  };
}

function communication(conversation: Conversation, participant: Participant): Json {
  const { communicationId, state, disconnectType, startAlertingTime, connectedTime, endTime } = participant;
  return {
    id: communicationId,
    state,
    initialState: participant.purpose === 'agent' ? 'alerting' : 'connected',
    direction: 'inbound',
    held: false,
    ...(disconnectType && { disconnectType }),
    ...(startAlertingTime !== undefined && { startAlertingTime: isoTime(startAlertingTime) }),
    ...(connectedTime !== undefined && { connectedTime: isoTime(connectedTime) }),
    ...(endTime !== undefined && { disconnectedTime: isoTime(endTime) }),
    provider: 'Open Messaging',
    type: 'open',
    ...addressesOf(conversation),
    messages: messagesOf(conversation, participant),
  };
}

function genericParticipant(conversation: Conversation, participant: Participant): Json {
  const { id, name, purpose, agentId, queueId } = participant;
  return {
    id,
    name,
    ...timesOf(participant),
    ...(agentId !== undefined && { userId: agentId, userUri: `/api/v2/users/${agentId}` }),
    ...(queueId !== undefined && { queueId }),
    purpose,
    ...wrapUpOf(participant),
    attributes: attributesOf(conversation, participant),
    messages: [communication(conversation, participant)],
  };
}

/** Conversation: the state of a participant is that of his message communication. */
export function genericConversation(conversation: Conversation): Json {
  const { id, startTime, endTime, participants, integrationId } = conversation;
  return {
    id,
    startTime: isoTime(startTime),
    ...(endTime !== undefined && { endTime: isoTime(endTime) }),
    address: integrationId,
    participants: participants.map((one) => genericParticipant(conversation, one)),
    selfUri: `/api/v2/conversations/${id}`,
  };
}
