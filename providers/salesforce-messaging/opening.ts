import { ProviderError } from '../../lib/ProviderError';
import type { ConversationState, OpenRequest } from '../../lib/provider';
import { asRefusal } from '../shared/asRefusal';
import { isSuccess } from '../shared/httpAnswers';
import { introduction } from '../shared/introduction';
import type { Chat, Tools } from './Chat';
import { CALL_TIMEOUT_MS, failureOf } from './Client';
import { closeConversation } from './ending';
import { uuidOf } from './ids';
import { salesforceLanguage } from './language';
import { routingAttributes } from './routing';
import { type NewSession, say } from './sending';
import { newState } from './state';
import { newToken } from './token';

/** A token that was good a moment ago has ended or was revoked. */
const UNAUTHORISED = 401;
/** A conversation that exists already; some versions say so. */
const EXISTS = 409;

interface Opening {
  readonly tools: Tools;
  readonly inChat: (conversation: ConversationState, work: (chat: Chat) => Promise<void>) => Promise<void>;
}

/**
 * Creates a conversation, which is routed at once, and passes on what was said before; Enhanced Chat API, Create
 * Conversation. Its state is stored before it is created.
 *
 * @throws ProviderError, or whatever storing the state throws, after closing what may have been created
 */
export async function openConversation(
  conversation: ConversationState,
  request: OpenRequest,
  { tools, inChat }: Opening,
): Promise<void> {
  const session: NewSession = {
    routingAttributes: routingAttributes(request, tools.settings),
    language: salesforceLanguage(request.visitor.language) ?? tools.settings.language,
  };
  if (conversation.get() !== null) await inChat(conversation, giveBack);
  const { accessToken, ...token } = await newToken(request, tools);
  // A closed conversation is closed for good, and belongs to its token: another attempt needs another one.
  const conversationId = uuidOf(request.sessionId, accessToken);
  conversation.set(newState({ ...token, conversationId, accessToken }));
  await inChat(conversation, async (chat) => {
    try {
      await chat.save();
      await create(chat, session);
      await introduce(chat, introduction(request, tools.settings), session);
    } catch (error) {
      await giveBack(chat);
      throw asRefusal(error);
    }
  });
}

async function create(chat: Chat, { routingAttributes: attributes, language }: NewSession): Promise<void> {
  const { state, tools } = chat;
  const reply = await tools.client.send({
    method: 'POST',
    path: '/iamessage/api/v2/conversation',
    token: state.accessToken,
    body: {
      conversationId: state.conversationId,
      esDeveloperName: tools.settings.deployment,
      routingAttributes: { ...attributes },
      language,
    },
    timeoutMs: CALL_TIMEOUT_MS,
  });
  if (reply.status === UNAUTHORISED) {
    throw new ProviderError('unreachable', `${reply.what} did not take a new token, so another is asked for`);
  }
  if (!isSuccess(reply) && reply.status !== EXISTS) throw failureOf(reply);
}

/** Tells the agent what was said before. A conversation without that is better than none. */
async function introduce(chat: Chat, texts: readonly string[], session: NewSession): Promise<void> {
  for (const [index, text] of texts.entries()) {
    const message = { id: uuidOf(chat.state.conversationId, 'introduction', String(index)), text };
    try {
      await sayFirst(chat, message, session);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.failure === 'unreachable') throw error;
      chat.tools.log.warn('Salesforce does not take what was said before the handover', { reason: error.message });
      return;
    }
  }
}

/** Where an org begins sessions with the first words only, these begin one; Enhanced Chat API, Send Message: 417. */
async function sayFirst(chat: Chat, message: { id: string; text: string }, session: NewSession): Promise<void> {
  try {
    await say(chat, message);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.failure !== 'gone') throw error;
    await say(chat, message, session);
  }
}

/** Closes a conversation that failed to open: it would ring at an agent's with nobody behind it. */
async function giveBack(chat: Chat): Promise<void> {
  try {
    await closeConversation(chat);
    chat.forget();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    chat.tools.log.warn('A conversation that failed to open could not be closed', { reason: error.message });
  }
}
