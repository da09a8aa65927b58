import { ProviderError } from '../../lib/ProviderError';
import { isSuccess } from '../shared/httpAnswers';
import type { Chat } from './Chat';
import { failureOf } from './Client';
import { sayInbound } from './inbound';
import { hasLeft, type Participant, readParticipants } from './participants';

const MOST_TRIES = 3;
const PAUSE_MS = 500;

/**
 * Lets the visitor leave, which the agent sees; Platform API, update a participant: `disconnected`. A conversation that is
 * over is a success.
 *
 * @throws ProviderError of kind `unreachable`, or `rejected`
 */
export async function closeConversation(chat: Chat): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await leave(chat);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (error.failure === 'gone') return;
      if (error.failure === 'rejected' || tries >= MOST_TRIES) throw error;
      await chat.tools.clock.wait(PAUSE_MS);
    }
  }
}

async function leave(chat: Chat): Promise<void> {
  const conversationId = chat.state.conversationId ?? (await found(chat));
  const { customers } = await readParticipants(chat.tools, conversationId);
  for (const customer of customers.filter((one) => !hasLeft(one))) await disconnect(chat, conversationId, customer);
}

/** The conversation of which no answer has told: whatever the visitor says next goes there, and that is answered. */
async function found(chat: Chat): Promise<string> {
  const saying = { kind: 'text', text: '[The visitor has left]' } as const;
  const id = `${chat.state.visitorKey}:left`;
  const conversationId = await sayInbound(chat.tools, chat.state, { id, saying });
  if (conversationId === undefined) throw new ProviderError('rejected', 'Genesys does not name the conversation');
  chat.change({ conversationId });
  return conversationId;
}

async function disconnect({ tools }: Chat, conversationId: string, { id }: Participant): Promise<void> {
  const conversation = `/conversations/messages/${encodeURIComponent(conversationId)}`;
  const body = { state: 'disconnected' };
  const path = `${conversation}/participants/${encodeURIComponent(id)}`;
  const reply = await tools.client.send({ method: 'PATCH', path, body });
  if (isSuccess(reply)) return;
  const failure = failureOf(reply);
  if (failure.failure !== 'rejected') throw failure;
  tools.log.warn('Genesys does not let the visitor leave alone; all are disconnected', { reason: failure.message });
  const whole = await tools.client.send({ method: 'PATCH', path: conversation, body });
  if (!isSuccess(whole)) throw failureOf(whole);
}
