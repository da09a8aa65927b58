import { Buffer } from 'buffer';
import { ProviderError } from '../../lib/ProviderError';
import type { OutgoingFile } from '../../lib/provider';
import { isSuccess } from '../shared/httpAnswers';
import { multipart } from '../shared/multipart';
import type { Chat } from './Chat';
import { failureOf } from './Client';
import { callPatiently } from './callPatiently';
import { uuidOf } from './ids';
import { refuseIfOver } from './sending';

const UPLOAD_TIMEOUT_MS = 60_000;
const KNOWN = 409;

/**
 * Sends a file; Enhanced Chat API, Send File.
 *
 * @throws ProviderError; of kind `rejected` for a file that is too large, or of a type that the org does not take
 */
export async function sendFile(chat: Chat, { id, name, mediaType, content }: OutgoingFile): Promise<void> {
  refuseIfOver(chat);
  const { settings } = chat.tools;
  if (content.length > settings.fileLimit) {
    throw new ProviderError('rejected', `A file of ${content.length} bytes is too large for Salesforce`);
  }
  const { conversationId } = chat.state;
  const entry = {
    esDeveloperName: settings.deployment,
    message: { id: uuidOf(conversationId, id, 'file'), fileId: uuidOf(conversationId, id, 'content') },
    isNewMessagingSession: false,
  };
  const reply = await callPatiently(chat, {
    method: 'POST',
    path: '/file',
    content: multipart([
      { name: 'messageEntry', mediaType: 'application/json', content: Buffer.from(JSON.stringify(entry)) },
      { name: 'fileData', fileName: name, mediaType, content },
    ]),
    timeoutMs: UPLOAD_TIMEOUT_MS,
  });
  if (!isSuccess(reply) && reply.status !== KNOWN) throw failureOf(reply);
}
