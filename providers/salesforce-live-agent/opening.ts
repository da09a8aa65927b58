import { ProviderError } from '../../lib/ProviderError';
import type { ConversationState, OpenRequest } from '../../lib/provider';
import { asRefusal } from '../shared/asRefusal';
import { isSuccess } from '../shared/httpAnswers';
import { CALL_TIMEOUT_MS, Chat, NO_AFFINITY, type Tools } from './Chat';
import { failureOf } from './Client';
import { giveBack } from './ending';
import { buttonOf, initBody } from './init';
import { Line } from './Line';
import { type LiveAgentState, newState } from './state';
import { readNewSession } from './wire';

/**
 * Asks for a chat; Live Agent REST API, SessionId and ChasitorInit. Whether an agent takes it is told by the messages.
 *
 * @throws ProviderError, or whatever storing the state throws, after giving back the session that was made for it
 */
export async function openChat(conversation: ConversationState, request: OpenRequest, tools: Tools): Promise<void> {
  buttonOf(request, tools.settings);
  await abandon(conversation, tools);
  const state = await newSession(tools);
  conversation.set(state);
  try {
    await conversation.save();
    await requestChat(state, request, tools);
    conversation.set({ ...state, sequence: 2 });
  } catch (error) {
    await abandon(conversation, tools);
    throw asRefusal(error);
  }
}

async function newSession({ short, settings }: Tools): Promise<LiveAgentState> {
  const reply = await short.send({
    method: 'GET',
    endpoint: settings.endpointUrl,
    resource: 'System/SessionId',
    credentials: { affinity: NO_AFFINITY },
    timeoutMs: CALL_TIMEOUT_MS,
  });
  if (!isSuccess(reply)) throw asRefusal(failureOf(reply));
  const session = readNewSession(reply.body);
  if (session === undefined) throw new ProviderError('unreachable', `${reply.what} was not answered with a session`);
  return newState(session, reply.endpoint);
}

async function requestChat(state: LiveAgentState, request: OpenRequest, tools: Tools): Promise<void> {
  const { settings, log } = tools;
  const { endpoint, affinity, key, sequence, sessionId } = state;
  const reply = await tools.short.send({
    method: 'POST',
    endpoint,
    resource: 'Chasitor/ChasitorInit',
    credentials: { affinity, key, sequence },
    body: initBody(request, { settings, sessionId, log }),
    timeoutMs: CALL_TIMEOUT_MS,
  });
  if (!isSuccess(reply)) throw failureOf(reply);
}

/**
 * Gives back the session of a chat that failed to open, now or before: a request that may have arrived after all would
 * ring at an agent's with nobody behind it. When Live Agent does not hear that, the state keeps it for another time.
 */
async function abandon(conversation: ConversationState, tools: Tools): Promise<void> {
  if (conversation.get() === null) return;
  try {
    await giveBack(new Chat(conversation, new Line(), tools));
    conversation.set(null);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    tools.log.warn('The session of a Live Agent chat that failed to open was not deleted', { reason: error.message });
  }
}
