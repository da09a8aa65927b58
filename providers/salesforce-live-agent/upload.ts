import type { Buffer } from 'buffer';
import type { HttpClient, HttpResponse } from '../../lib/http';
import { ProviderError } from '../../lib/ProviderError';
import type { OutgoingFile } from '../../lib/provider';
import { isSuccess } from '../shared/httpAnswers';
import { multipart } from '../shared/multipart';
import type { Chat } from './Chat';
import { uploadUrl } from './endpoint';

const UPLOAD_TIMEOUT_MS = 60_000;

interface UploadParts {
  readonly organisationId: string;
  readonly sessionId: string;
  readonly token: string;
}

/** Where the file goes, with what says whose it is; Live Agent REST API, FileTransfer: `uploadServletUrl`. */
function withUploadQuery(url: URL, { organisationId, sessionId, token }: UploadParts): string {
  const target = new URL(url.href);
  target.searchParams.set('orgId', organisationId);
  target.searchParams.set('chatKey', sessionId);
  target.searchParams.set('fileToken', token);
  target.searchParams.set('encoding', 'UTF-8');
  return target.href;
}

/**
 * Sends the file that an agent has asked for, as a form's part `file`; Live Agent REST API, FileTransfer. How it went
 * comes as a message. That it is on its way is stored before it leaves: each token takes one file, so when a file that was
 * on its way is refused as if nobody had asked for it (403), it has arrived, and nobody lived to hear of it.
 *
 * @throws ProviderError of kind `rejected` when none was asked for.
 */
export async function sendFile(chat: Chat, file: OutgoingFile, http: HttpClient): Promise<void> {
  const { settings } = chat.tools;
  const { file: wanted, endpoint, sessionId, lastFile } = chat.state;
  if (lastFile === file.id) return;
  if (wanted === null) throw new ProviderError('rejected', 'The agent has not asked for a file');
  const url = uploadUrl(wanted.uploadUrl, { endpoint, hosts: settings.uploadHosts });
  if (url === undefined) throw new ProviderError('rejected', 'The agent wants the file at a place that is not allowed');
  const what = `POST ${url.host}${url.pathname}`;
  const { name: fileName, mediaType, content } = file;
  const wasOnItsWay = wanted.messageId === file.id;
  chat.change({ file: { ...wanted, messageId: file.id } });
  await chat.save();
  const form = multipart([{ name: 'file', fileName, mediaType, content }]);
  const { status } = await post(http, {
    url: withUploadQuery(url, { organisationId: settings.organisationId, sessionId, token: wanted.token }),
    headers: { 'Content-Type': form.type },
    body: form.bytes,
    what,
  });
  const isTaken = isSuccess({ status }) || (status === 403 && wasOnItsWay);
  if (!isTaken) {
    const isPassing = status >= 500 || status === 408 || status === 429;
    throw new ProviderError(isPassing ? 'unreachable' : 'rejected', `${what} was answered with status ${status}`);
  }
  chat.change({ lastFile: file.id, ...(chat.state.file?.token === wanted.token && { file: null }) });
}

interface Upload {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly what: string;
}

async function post(http: HttpClient, { url, headers, body, what }: Upload): Promise<HttpResponse> {
  try {
    return await http.send({ method: 'POST', url, headers, body, timeoutMs: UPLOAD_TIMEOUT_MS });
  } catch {
    throw new ProviderError('unreachable', `${what} got no answer`);
  }
}
