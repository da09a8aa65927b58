import { ProviderError } from '../../lib/ProviderError';
import { isSuccess } from '../shared/httpAnswers';
import { listOf, objectOf, textOf } from '../shared/readJson';
import type { Chat, Tools } from './Chat';
import { failureOf } from './Client';
import { timeOf } from './timeOf';

/** Somebody or something in a conversation; Platform API, MessageMediaParticipant. */
export interface Participant {
  readonly id: string;
  readonly purpose: string;
  readonly state: string;
  readonly name: string | undefined;
  readonly queueId: string | undefined;
  readonly disconnectType: string | undefined;
  /** What this one has written, in no certain order. */
  readonly messages: readonly Written[];
}

/** Platform API, MessageDetails: a message, by the id that its notification has, too. */
export interface Written {
  readonly id: string;
  /** In milliseconds since the Unix epoch; undefined where it does not say. */
  readonly atMs: number | undefined;
}

/** Everybody who is or was in a conversation. */
export interface Participants {
  readonly customers: readonly Participant[];
  readonly agents: readonly Participant[];
  /** Queues that the conversation waits or waited in. */
  readonly queues: readonly Participant[];
}

const isAgent = ({ purpose }: Participant): boolean => purpose === 'agent' || purpose === 'user';

/** The OAuth client's role does not allow to look at conversations. */
export class NotAllowed extends ProviderError {}

const FORBIDDEN = 403;

/** @throws NotAllowed; ProviderError of kind `gone` when there is no such conversation */
export async function readParticipants({ client }: Tools, conversationId: string): Promise<Participants> {
  const path = `/conversations/messages/${encodeURIComponent(conversationId)}`;
  const reply = await client.send({ method: 'GET', path });
  if (reply.status === FORBIDDEN) throw new NotAllowed('rejected', failureOf(reply).message);
  if (!isSuccess(reply)) throw failureOf(reply);
  const all = listOf(reply.body.participants).map(readParticipant);
  return {
    customers: all.filter(({ purpose }) => purpose === 'customer' || purpose === 'external'),
    agents: all.filter(isAgent),
    queues: all.filter(({ purpose }) => purpose === 'acd'),
  };
}

/** The participants of a conversation whose id is known; undefined where it is not. @throws ProviderError */
export async function participantsOf({ line, state, tools }: Chat): Promise<Participants | undefined> {
  if (state.conversationId === null) return undefined;
  const participants = await readParticipants(tools, state.conversationId);
  line.untoldSinceMs = undefined;
  return participants;
}

export const isConnected = ({ state }: Participant): boolean => state === 'connected';
export const isAlerting = ({ state }: Participant): boolean => state === 'alerting' || state === 'contacting';
export const hasLeft = ({ state }: Participant): boolean => state === 'disconnected' || state === 'terminated';

/** True when the visitor is not in the conversation any more, whoever has ended it. */
export const isOver = ({ customers }: Participants): boolean => customers.length > 0 && customers.every(hasLeft);

function readParticipant(value: unknown): Participant {
  const { id, purpose, state, name, queue, disconnectType, messages } = objectOf(value);
  return {
    id: textOf(id) ?? '',
    purpose: textOf(purpose) ?? '',
    state: textOf(state) ?? '',
    name: textOf(name),
    queueId: textOf(objectOf(queue).id),
    disconnectType: textOf(disconnectType),
    messages: listOf(messages).map(readWritten),
  };
}

function readWritten(value: unknown): Written {
  const { messageId, messageTime } = objectOf(value);
  return { id: textOf(messageId) ?? '', atMs: timeOf(messageTime) };
}
