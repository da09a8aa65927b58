import { Buffer } from 'buffer';
import { type Clock, pause } from '../../lib/clock';
import type { HttpStream, StreamClient } from '../../lib/http';
import { ProviderError } from '../../lib/ProviderError';
import type { IncomingFile } from '../../lib/provider';
import { callableUrl, isWithin } from './callableUrl';
import { isSuccess } from './httpAnswers';

const DOWNLOAD_TIMEOUT_MS = 30_000;

interface Source {
  /** Undefined where nothing can carry the bytes. */
  readonly downloads: StreamClient | undefined;
  readonly clock: Clock;
  /** Host names that files may be at; and all below them. */
  readonly hosts: readonly string[];
  /** Largest file, in bytes. */
  readonly limit: number;
  /** What an answer that is no success means. */
  failureOf(answer: { readonly status: number; readonly what: string }): ProviderError;
}

/**
 * The content of a file that an agent has sent. Nothing but the URL is told to the host that it is at.
 *
 * @throws ProviderError; of kind `rejected` for one that is elsewhere than at the hosts, or too large
 */
export async function fetchAgentFile({ url }: IncomingFile, source: Source): Promise<Buffer> {
  const { downloads, clock, hosts } = source;
  if (downloads === undefined) throw new ProviderError('rejected', 'Files can not be fetched this way');
  const target = callableUrl(url);
  if (target === undefined || !isWithin(target, hosts)) {
    throw new ProviderError('rejected', 'The file of an agent is at a place that is not allowed');
  }
  const what = `GET ${target.host}`;
  const download = new AbortController();
  pause(clock, DOWNLOAD_TIMEOUT_MS, download.signal).then(
    () => download.abort(),
    () => undefined,
  );
  try {
    const request = { method: 'GET', url: target.href, timeoutMs: DOWNLOAD_TIMEOUT_MS, abort: download } as const;
    const stream = await downloads.open(request);
    return await contentOf(stream, what, source);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError('unreachable', `${what} broke off`);
  } finally {
    download.abort();
  }
}

async function contentOf(stream: HttpStream, what: string, { limit, failureOf }: Source): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream.chunks) {
    // Read or not, leaving the loop ends the request.
    if (!isSuccess(stream)) break;
    length += chunk.length;
    if (length > limit) throw new ProviderError('rejected', `${what} is answered with more than ${limit} bytes`);
    chunks.push(Buffer.from(chunk));
  }
  if (!isSuccess(stream)) throw failureOf({ status: stream.status, what });
  return Buffer.concat(chunks);
}
