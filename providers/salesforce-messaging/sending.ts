import type { Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import type { OutgoingMessage } from '../../lib/provider';
import { isSuccess } from '../shared/httpAnswers';
import { splitText } from '../shared/splitText';
import { chosenOption, type Option } from './answers';
import type { Chat } from './Chat';
import { failureOf } from './Client';
import { callPatiently } from './callPatiently';
import { uuidOf } from './ids';

/** What a session that does not exist yet begins with; Enhanced Chat API, Send Message. */
export interface NewSession {
  readonly routingAttributes: Readonly<Record<string, string>>;
  readonly language: string;
}

/** A message whose id Salesforce knows already. */
const KNOWN = 409;

/**
 * Says what the visitor has said: as the option of the last choices that it names, or in his words, in parts where they
 * are long. Ids are made of the message's own, so that a repetition is known as one; Enhanced Chat API, Send Message.
 *
 * @throws ProviderError
 */
export async function sendWords(chat: Chat, { id, text }: OutgoingMessage): Promise<void> {
  refuseIfOver(chat);
  const option = chosenOption(text, chat.state.choices);
  if (option !== undefined && (await choose(chat, id, option))) return;
  const parts = splitText(text, chat.tools.settings.messageLimit);
  for (const [index, part] of parts.entries()) {
    if (part.trim() !== '') await say(chat, { id: uuidOf(chat.state.conversationId, id, String(index)), text: part });
  }
}

/** @throws ProviderError of kind `gone` for a conversation that has ended: words would begin another session in it */
export function refuseIfOver({ state }: Chat): void {
  if (state.end !== null) throw new ProviderError('gone', 'The conversation has ended at Salesforce');
}

/** Says a text. @throws ProviderError */
export function say(chat: Chat, { id, text }: OutgoingMessage, session?: NewSession): Promise<void> {
  const staticContent = { formatType: 'Text', text };
  return post(chat, { id, messageType: 'StaticContentMessage', staticContent }, session);
}

/** Answers with an option; false when Salesforce does not want it as one. */
async function choose(chat: Chat, id: string, option: Option): Promise<boolean> {
  const { conversationId, choices } = chat.state;
  try {
    await post(chat, {
      id: uuidOf(conversationId, id, 'choice'),
      messageType: 'ChoicesResponseMessage',
      inReplyToMessageId: choices?.messageId ?? '',
      choicesResponse: { formatType: 'Selections', selectedOptions: [{ optionIdentifier: option.id }] },
    });
  } catch (error) {
    if (!(error instanceof ProviderError) || error.failure !== 'rejected') throw error;
    chat.tools.log.warn('Salesforce refused an answer to choices; it is sent as words', { reason: error.message });
    return false;
  }
  // Not before it has arrived: what is sent again must be the same.
  if (chat.state.choices?.messageId === choices?.messageId) chat.change({ choices: null });
  return true;
}

async function post(chat: Chat, message: { [key: string]: Json }, session?: NewSession): Promise<void> {
  const reply = await callPatiently(chat, {
    method: 'POST',
    path: '/message',
    body: {
      message,
      esDeveloperName: chat.tools.settings.deployment,
      isNewMessagingSession: session !== undefined,
      ...(session && { routingAttributes: { ...session.routingAttributes }, language: session.language }),
    },
  });
  if (!isSuccess(reply) && reply.status !== KNOWN) throw failureOf(reply);
}
