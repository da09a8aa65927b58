import type { Answer } from '../contactCentre/Answer';
import { badRequest, notFound } from './answers';
import type { Conversation, Participant, WrapUp } from './Conversation';
import type { Conversations } from './Conversations';
import type { Call, Route } from './call';
import type { Endings } from './Endings';
import type { Participants } from './Participants';
import { genericConversation, messageConversation } from './participantViews';
import type { Routing } from './Routing';
import { bodyReader, filledText, flag, open, text } from './schema';

interface Parts {
  readonly conversations: Conversations;
  readonly participants: Participants;
  readonly routing: Routing;
  readonly endings: Endings;
}

/** MediaParticipantRequest, as far as it makes sense for messages. */
interface ParticipantUpdate {
  readonly state?: string;
  readonly wrapup?: WrapUp;
  readonly wrapupSkipped?: boolean;
}

const wrapup = open({ code: filledText }, { name: text, notes: text });
const readParticipantUpdate = bodyReader<ParticipantUpdate>(open({}, { state: text, wrapup, wrapupSkipped: flag }));
const readConversationUpdate = bodyReader<{ state: string }>(open({ state: text }));

const notDisconnected = (state: string) => badRequest(`Value [${state}] is not valid for [state] here.`);

function participantOf(conversation: Conversation, id: string): Participant {
  const participant = conversation.participants.find((one) => one.id === id);
  if (!participant) {
    throw notFound(`The participant with id ${id} was not found.`);
  }
  return participant;
}

/** Lets somebody leave: whoever the visitor or the last agent is, takes the conversation with him. */
function disconnect(conversation: Conversation, participant: Participant, { endings }: Parts): void {
  if (participant.state === 'disconnected') {
    return;
  }
  if (participant.purpose === 'customer') {
    endings.byVisitor(conversation);
  } else if (participant.purpose === 'agent' && participant.state === 'connected') {
    endings.byAgent(conversation);
  } else {
    throw badRequest(`A participant with the purpose ${participant.purpose} cannot be disconnected while it waits.`);
  }
}

function changeState(conversation: Conversation, participant: Participant, state: string, parts: Parts): void {
  if (state === 'disconnected') {
    disconnect(conversation, participant, parts);
  } else if (state === 'connected' && participant === conversation.alerting) {
    parts.routing.accept(conversation, participant.agentId);
  } else {
    throw notDisconnected(state);
  }
}

function updateParticipant(call: Call, parts: Parts): Answer {
  const conversation = parts.conversations.get(call.param('conversationId'));
  const participant = participantOf(conversation, call.param('participantId'));
  const { state, wrapup: given, wrapupSkipped } = readParticipantUpdate(call.json());
  if (state !== undefined) {
    changeState(conversation, participant, state, parts);
  }
  if (given || wrapupSkipped) {
    parts.participants.finishWrapUp(conversation, participant, given);
  }
  return { status: 202 };
}

function updateConversation(call: Call, { conversations, endings }: Parts): Answer {
  const conversation = conversations.get(call.param('conversationId'));
  const { state } = readConversationUpdate(call.json());
  if (state !== 'disconnected') {
    throw notDisconnected(state);
  }
  endings.bySystem(conversation);
  return { status: 200, body: genericConversation(conversation) };
}

/** Conversations: read, and disconnect the visitor or everybody. */
export function conversationRoutes(parts: Parts): Route[] {
  const { conversations, endings } = parts;
  const [generic, message] = ['/conversations/:conversationId', '/conversations/messages/:conversationId'];
  const named = (call: Call) => conversations.get(call.param('conversationId'));
  const reading = ['conversation:message:view', 'conversation:communication:view'];
  const leaving = ['conversation:message:create', 'conversation:communication:disconnect'];
  const show = (view: (conversation: Conversation) => object) => (call: Call) => ({
    status: 200,
    body: view(named(call)),
  });
  return [
    {
      method: 'get',
      path: message,
      name: 'conversations/message',
      permissions: reading,
      handle: show(messageConversation),
    },
    {
      method: 'get',
      path: generic,
      name: 'conversations/get',
      permissions: reading,
      handle: show(genericConversation),
    },
    {
      method: 'patch',
      path: `${message}/participants/:participantId`,
      name: 'conversations/participant',
      permissions: leaving,
      handle: (call) => updateParticipant(call, parts),
    },
    {
      method: 'patch',
      path: message,
      name: 'conversations/update',
      permissions: leaving,
      handle: (call) => updateConversation(call, parts),
    },
    {
      method: 'delete',
      path: generic,
      name: 'conversations/delete',
      permissions: leaving,
      handle: (call) => {
        endings.bySystem(named(call));
        return { status: 204 };
      },
    },
  ];
}
