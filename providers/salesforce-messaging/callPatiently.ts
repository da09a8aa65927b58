import { ProviderError } from '../../lib/ProviderError';
import type { Chat } from './Chat';
import { failureOf, type Reply } from './Client';

const TOO_MANY = 429;
const USUAL_PAUSE_MS = 1_000;
/** What one call is worth. */
const PATIENCE_MS = 8_000;

/**
 * A call that is made again when Salesforce says that there are too many, as soon as it may be.
 *
 * @throws ProviderError of kind `unreachable` when that is later than the call is worth
 */
export async function callPatiently(chat: Chat, call: Parameters<Chat['call']>[0]): Promise<Reply> {
  const { line, tools } = chat;
  const { clock } = tools;
  const giveUpAtMs = clock.nowMs() + PATIENCE_MS;
  let failure = new ProviderError('unreachable', 'Salesforce has asked to be left alone');
  while (line.quietUntilMs <= giveUpAtMs) {
    const restMs = line.quietUntilMs - clock.nowMs();
    if (restMs > 0) await clock.wait(restMs);
    const reply = await chat.call(call);
    if (reply.status !== TOO_MANY) return reply;
    failure = failureOf(reply);
    line.quietUntilMs = clock.nowMs() + Math.max(reply.retryAfterMs ?? USUAL_PAUSE_MS, USUAL_PAUSE_MS);
  }
  throw failure;
}
