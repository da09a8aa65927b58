import { ProviderError } from '../../lib/ProviderError';
import type { OutgoingFile, OutgoingMessage } from '../../lib/provider';
import { splitText } from '../shared/splitText';
import { chosenOption } from './answers';
import type { Chat } from './Chat';
import { InDoubt, type Saying, sayInbound } from './inbound';
import { isOver, participantsOf } from './participants';
import type { Option } from './state';

/**
 * Says what the visitor has said: as the option of the last choices that it names, or in his words, in parts where they
 * are long.
 *
 * @throws ProviderError
 */
export async function sendWords(chat: Chat, { id, text }: OutgoingMessage): Promise<void> {
  const option = chosenOption(text, chat.state.choices);
  if (option !== undefined && (await choose(chat, id, option))) return;
  const parts = splitText(text, chat.tools.settings.messageLimit).filter((part) => part.trim() !== '');
  await sayAll(
    chat,
    id,
    parts.map((part) => ({ kind: 'text', text: part })),
  );
}

/**
 * Has Genesys fetch a file, which it can only where anybody can; of a file that it cannot have or does not want, the agent
 * learns the name.
 *
 * @throws ProviderError, of kind `rejected` where Genesys cannot have the file
 */
export async function sendFile(chat: Chat, { id, name, mediaType, link }: OutgoingFile): Promise<void> {
  try {
    if (link) return await sayAll(chat, `${id}:file`, [{ kind: 'file', name, mediaType, url: await link() }]);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.failure !== 'rejected') throw error;
    chat.tools.log.warn('Genesys refused a file; the agent is told its name', { reason: error.message });
  }
  await sayAll(chat, `${id}:file`, [{ kind: 'text', text: `[The visitor has a file that cannot be sent: ${name}]` }]);
  throw new ProviderError('rejected', 'Genesys cannot have the file');
}

/** Answers with an option; false when Genesys does not want it as one. */
async function choose(chat: Chat, id: string, option: Option): Promise<boolean> {
  const { choices } = chat.state;
  const messageId = choices?.messageId ?? '';
  try {
    await sayAll(chat, id, [{ kind: 'answer', option, messageId }]);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.failure !== 'rejected') throw error;
    chat.tools.log.warn('Genesys refused an answer to choices; it is sent as words', { reason: error.message });
    return false;
  }
  // Not before it has arrived: what is sent again must be the same.
  if (chat.state.choices?.messageId === messageId) chat.change({ choices: null });
  return true;
}

/**
 * Says several things that are one message of the room's. Genesys takes a message twice that is sent twice, so one that
 * may have arrived is looked for before it is sent again; Open Messaging, inbound messages.
 *
 * @throws ProviderError
 */
async function sayAll(chat: Chat, id: string, sayings: readonly Saying[]): Promise<void> {
  refuseIfOver(chat);
  if (!chat.line.isSure) await findOut(chat, id);
  for (const [index, saying] of sayings.entries()) {
    if (index < partsTaken(chat, id)) continue;
    await say(chat, `${id}:${index}`, saying);
    chat.change({ taken: chat.state.taken + 1, last: { id, parts: index + 1 } });
  }
}

async function say(chat: Chat, id: string, saying: Saying): Promise<void> {
  try {
    const conversationId = await sayInbound(chat.tools, chat.state, { id, saying });
    if (conversationId !== undefined && conversationId !== chat.state.conversationId) moveTo(chat, conversationId);
  } catch (error) {
    if (error instanceof InDoubt) chat.line.isSure = false;
    throw error;
  }
}

/** The visitor's words came after an end that was not noticed yet, and began another conversation. */
function moveTo(chat: Chat, conversationId: string): void {
  chat.change({ conversationId, taken: 0, agents: [], queued: null, choices: null });
}

/** Learns how much Genesys has of the message that is to be sent: whatever is there and not known of can only be it. */
async function findOut(chat: Chat, id: string): Promise<void> {
  const participants = await participantsOf(chat);
  if (participants !== undefined) {
    if (isOver(participants)) {
      chat.line.hurry();
      throw new ProviderError('gone', 'The conversation has ended at Genesys');
    }
    const count = participants.customers.reduce((sum, { messages }) => sum + messages.length, 0);
    const unknown = Math.max(0, count - chat.state.taken);
    if (unknown > 0) {
      chat.change({ taken: count, last: { id, parts: partsTaken(chat, id) + unknown } });
      chat.tools.log.info('A message had arrived although its answer had not');
    }
  }
  chat.line.isSure = true;
}

function partsTaken({ state: { last } }: Chat, id: string): number {
  return last?.id === id ? last.parts : 0;
}

/** @throws ProviderError of kind `gone` for a conversation that has ended: words would begin another one */
function refuseIfOver({ state }: Chat): void {
  if (state.end !== null) throw new ProviderError('gone', 'The conversation has ended at Genesys');
}
