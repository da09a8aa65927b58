import { randomBytes } from 'crypto';
import { ProviderError } from '../../lib/ProviderError';
import type { ConversationState, OpenRequest } from '../../lib/provider';
import type { Chat, Tools } from './Chat';
import { InDoubt, type Sender, sayInbound } from './inbound';
import { firstMessages, participantData } from './introduction';
import { newState } from './state';
import { visitorKey } from './visitorKey';

interface Opening {
  readonly tools: Tools;
  readonly inChat: (conversation: ConversationState, work: (chat: Chat) => Promise<void>) => Promise<void>;
}

/**
 * Begins a conversation, which a message does; Open Messaging, inbound messages. What the flow is to know travels on it.
 * Whom it is from is stored before, so that a conversation of which no answer told can be found, and closed.
 *
 * @throws ProviderError, or whatever storing the state throws
 */
export async function openConversation(
  conversation: ConversationState,
  request: OpenRequest,
  { tools, inChat }: Opening,
): Promise<void> {
  const { visitorName } = tools.settings;
  const sender: Sender = {
    visitorKey: visitorKey(request, randomBytes(4).toString('hex')),
    nickname: request.visitor.name?.trim() || visitorName,
    ...(request.visitor.email !== undefined && { email: request.visitor.email }),
  };
  const [first = '', ...others] = firstMessages(request, tools.settings);
  conversation.set(newState(sender));
  await inChat(conversation, async (chat) => {
    await chat.save();
    const saying = { kind: 'text', text: first, attributes: participantData(request, tools.settings) } as const;
    await begin(chat, sender, { id: `${request.sessionId}:0`, saying });
    await introduceFurther(chat, sender, { sessionId: request.sessionId, texts: others });
    await chat.save();
  });
}

async function begin(chat: Chat, sender: Sender, message: Parameters<typeof sayInbound>[2]): Promise<void> {
  try {
    const conversationId = await sayInbound(chat.tools, sender, message);
    if (conversationId === undefined) {
      throw new InDoubt(new ProviderError('unreachable', 'Genesys did not name the conversation that was begun'));
    }
    chat.change({ conversationId, taken: 1 });
    chat.line.isSure = true;
  } catch (error) {
    if (!(error instanceof InDoubt)) chat.forget();
    throw error;
  }
}

/** A conversation without the rest of what was said before is better than none. */
async function introduceFurther(
  chat: Chat,
  sender: Sender,
  { sessionId, texts }: { sessionId: string; texts: readonly string[] },
): Promise<void> {
  for (const [index, text] of texts.entries()) {
    try {
      await sayInbound(chat.tools, sender, { id: `${sessionId}:${index + 1}`, saying: { kind: 'text', text } });
      chat.change({ taken: chat.state.taken + 1 });
    } catch (error) {
      if (!(error instanceof ProviderError) || error.failure !== 'rejected') throw error;
      chat.tools.log.warn('Genesys did not take all that was said before the handover', { reason: error.message });
      return;
    }
  }
}
