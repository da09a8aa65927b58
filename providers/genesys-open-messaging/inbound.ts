import type { Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import { isSuccess } from '../shared/httpAnswers';
import { textOf } from '../shared/readJson';
import type { Tools } from './Chat';
import { failureOf, NoAnswer, type Reply } from './Client';
import type { Option } from './state';

/** What one message of the visitor's says, beside the envelope that all have. */
export type Saying =
  | { readonly kind: 'text'; readonly text: string; readonly attributes?: Readonly<Record<string, string>> }
  | { readonly kind: 'file'; readonly name: string; readonly mediaType: string; readonly url: string }
  | { readonly kind: 'answer'; readonly option: Option; readonly messageId: string };

/** Whom a message is from, and what it is called. */
export interface Sender {
  readonly visitorKey: string;
  readonly nickname: string;
  readonly email?: string;
}

/** A failure after which nobody knows whether Genesys has the message. */
export class InDoubt extends ProviderError {
  constructor({ message }: ProviderError) {
    super('unreachable', message);
  }
}

/**
 * Says something to Genesys as the visitor; the id of the conversation that it went to, where the answer tells.
 *
 * @throws InDoubt when it may have arrived; ProviderError when it has not
 */
export async function sayInbound(
  tools: Tools,
  { visitorKey, nickname, email }: Sender,
  { id, saying }: { readonly id: string; readonly saying: Saying },
): Promise<string | undefined> {
  const channel = {
    messageId: id,
    time: new Date(tools.clock.nowMs()).toISOString(),
    from: { id: visitorKey, idType: 'Opaque', nickname, ...(email !== undefined && { email }) },
  };
  const reply = await inDoubtUnlessAnswered(post(tools, saying, channel));
  if (isSuccess(reply)) return textOf(reply.body.conversationId);
  const failure = failureOf(reply);
  // An integration that is not there is no conversation that is over.
  if (failure.failure === 'gone') throw new ProviderError('rejected', failure.message);
  throw failure.failure === 'unreachable' && reply.status !== 429 ? new InDoubt(failure) : failure;
}

function post({ client, settings }: Tools, saying: Saying, channel: { [name: string]: Json }): Promise<Reply> {
  const base = `/conversations/messages/${settings.integrationId}/inbound/open`;
  const path = `${base}/message?prefetchConversationId=true`;
  switch (saying.kind) {
    case 'text': {
      const metadata = saying.attributes && { metadata: { customAttributes: { ...saying.attributes } } };
      return client.send({ method: 'POST', path, body: { channel: { ...channel, ...metadata }, text: saying.text } });
    }
    case 'file':
      return client.send({ method: 'POST', path, body: { channel, content: [attachment(saying)] } });
    case 'answer':
      return client.send({
        method: 'POST',
        path: `${base}/structured/response`,
        body: { channel, ...answer(saying) },
      });
    default:
      return saying satisfies never;
  }
}

/** Open Messaging, inbound messages: Genesys fetches the file itself. */
function attachment({ name, mediaType, url }: Saying & { kind: 'file' }): { [name: string]: Json } {
  const [family = ''] = mediaType.toLowerCase().split('/');
  const kinds: Readonly<Record<string, string>> = { image: 'Image', video: 'Video', audio: 'Audio' };
  return {
    contentType: 'Attachment',
    attachment: { mediaType: kinds[family] ?? 'File', url, mime: mediaType, filename: name },
  };
}

function answer({ option, messageId }: Saying & { kind: 'answer' }): { [name: string]: Json } {
  const { type, title, payload } = option;
  return { buttonResponse: { type, text: title, payload }, originatingMessageId: messageId };
}

/** A call without an answer may have been made; one that was not even allowed to be made was not. */
async function inDoubtUnlessAnswered(call: Promise<Reply>): Promise<Reply> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof NoAnswer ? new InDoubt(error) : error;
  }
}
