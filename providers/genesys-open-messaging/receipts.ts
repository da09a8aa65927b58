import { ProviderError } from '../../lib/ProviderError';
import type { News } from '../../lib/provider';
import { isSuccess } from '../shared/httpAnswers';
import { objectOf, textOf } from '../shared/readJson';
import type { Tools } from './Chat';
import { failureOf } from './Client';

/** Open Messaging, receipts: why a message did not get to the visitor. */
export type Reason = 'InvalidDestination' | 'UnsupportedMessage';

const SENTENCES: Readonly<Record<Reason, string>> = {
  InvalidDestination: 'The visitor is not in this conversation any more.',
  UnsupportedMessage: 'The visitor cannot be shown this kind of message.',
};

/** Tells Genesys that a message came for nobody. Never throws. */
export async function refuseNews({ content, id }: News, tools: Tools): Promise<void> {
  const visitorKey = textOf(objectOf(content).visitorKey);
  const isMessage = ['Text', 'Structured'].includes(textOf(objectOf(content).type) ?? '');
  if (visitorKey !== undefined && isMessage) await sendReceipt(tools, { id, visitorKey }, 'InvalidDestination');
}

/** Tells Genesys that a message did not get to the visitor. Never throws: nobody can be told better than that. */
export async function sendReceipt(
  { client, settings, clock, log }: Tools,
  { id, visitorKey }: { readonly id: string; readonly visitorKey: string },
  reason: Reason,
): Promise<void> {
  try {
    const reply = await client.send({
      method: 'POST',
      path: `/conversations/messages/${settings.integrationId}/inbound/open/receipt`,
      body: {
        id,
        channel: { to: { id: visitorKey }, time: new Date(clock.nowMs()).toISOString() },
        status: 'Failed',
        reasons: [{ code: reason, message: SENTENCES[reason] }],
        isFinalReceipt: true,
      },
    });
    if (!isSuccess(reply)) throw failureOf(reply);
    // A receipt that succeeds says what was sent: an answer with other reasons is a refusal.
    const isUnknown = JSON.stringify(reply.body.reasons ?? []).includes('UnknownMessage');
    if (isUnknown) log.warn('Genesys does not know a message that it has sent', { id: textOf(id) });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn('Genesys could not be told that a message did not arrive', { reason: error.message });
  }
}
