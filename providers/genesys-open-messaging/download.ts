import { Buffer } from 'buffer';
import { pause } from '../../lib/clock';
import type { HttpStream } from '../../lib/http';
import { ProviderError } from '../../lib/ProviderError';
import type { IncomingFile } from '../../lib/provider';
import type { Tools } from './Chat';
import { failureOf, isSuccess } from './Client';
import { callableUrl, isWithin } from './hosts';

const DOWNLOAD_TIMEOUT_MS = 30_000;

/**
 * The content of a file that an agent has sent; Open Messaging, outbound attachments: `url`, which opens without a token
 * and gets none.
 *
 * @throws ProviderError; of kind `rejected` for one that is elsewhere than at Genesys, or too large
 */
export async function fetchFile({ url }: IncomingFile, { downloads, settings, clock }: Tools): Promise<Buffer> {
  if (downloads === undefined) throw new ProviderError('rejected', 'Files can not be fetched this way');
  const target = callableUrl(url);
  if (target === undefined || !isWithin(target, [settings.hosts.domain, ...settings.fileHosts])) {
    throw new ProviderError('rejected', 'The file of an agent is at a place that is not allowed');
  }
  const what = `GET ${target.host}`;
  const download = new AbortController();
  const { signal } = download;
  pause(clock, DOWNLOAD_TIMEOUT_MS, signal).then(
    () => download.abort(),
    () => undefined,
  );
  try {
    const stream = await downloads.open({ method: 'GET', url: target.href, timeoutMs: DOWNLOAD_TIMEOUT_MS, signal });
    return await contentOf(stream, { what, limit: settings.downloadLimit });
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError('unreachable', `${what} broke off`);
  } finally {
    download.abort();
  }
}

async function contentOf(stream: HttpStream, { what, limit }: { what: string; limit: number }): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream.chunks) {
    // Read or not, leaving the loop ends the request.
    if (!isSuccess(stream)) break;
    length += chunk.length;
    if (length > limit) throw new ProviderError('rejected', `${what} is answered with more than ${limit} bytes`);
    chunks.push(Buffer.from(chunk));
  }
  if (!isSuccess(stream)) throw failureOf({ status: stream.status, what, contextId: undefined });
  return Buffer.concat(chunks);
}
