import axios from 'axios';
import { createHash } from 'crypto';
import type { Context } from './context';
import type { InboundAttachment } from './inboundSchemas';

const MAX_BYTES = 50 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 30_000;

/** Where agents' files can be downloaded, without a token but with a path that cannot be guessed. */
export const DOWNLOADS_PATH = '/api/v2/downloads';

/** A file of a conversation: what was said about it, and its bytes as soon as they are here. */
export interface StoredFile {
  readonly id: string;
  readonly mediaType: string;
  readonly url: string;
  readonly mime: string;
  readonly filename?: string;
  readonly text?: string;
  state: 'fetching' | 'stored' | 'failed';
  content?: Buffer;
}

/** A file as an agent attaches it. */
export interface FileUpload {
  readonly filename: string;
  readonly mime: string;
  readonly contentBase64: string;
}

/** A stored file as the control API shows it, with a hash in place of its bytes. */
export function describeFile({ content, ...file }: StoredFile): Record<string, unknown> {
  const hash = content && createHash('sha256').update(content).digest('hex');
  return { ...file, ...(content && { contentSizeBytes: content.length, sha256: hash }) };
}

/** Open Messaging, attachments: the kind of media that a MIME type stands for. */
function mediaTypeOf(mime: string): string {
  const kinds: Record<string, string> = { image: 'Image', video: 'Video', audio: 'Audio' };
  return kinds[mime.split('/')[0] ?? ''] ?? 'File';
}

/** Files of agents, which visitors' systems download, and files of visitors, which the platform fetches. */
export class Media {
  private readonly downloads = new Map<string, StoredFile>();
  private stopped = new AbortController();

  constructor(private readonly context: Context) {}

  publish({ filename, mime, contentBase64 }: FileUpload): StoredFile {
    const { random } = this.context;
    const key = random.hex(40);
    const file: StoredFile = {
      id: random.uuid(),
      mediaType: mediaTypeOf(mime),
      url: `${this.context.origin()}${DOWNLOADS_PATH}/${key}`,
      mime,
      filename,
      state: 'stored',
      content: Buffer.from(contentBase64, 'base64'),
    };
    this.downloads.set(key, file);
    return file;
  }

  find(key: string): StoredFile | undefined {
    return this.downloads.get(key);
  }

  /** Open Messaging, inbound attachments: the platform fetches the URL itself, without any login. */
  fetch(attachment: InboundAttachment): StoredFile {
    const { mediaType, url, mime, filename, text } = attachment;
    const file: StoredFile = {
      id: attachment.id ?? this.context.random.uuid(),
      mediaType,
      url,
      mime,
      filename,
      text,
      state: 'fetching',
    };
    const options = { responseType: 'arraybuffer', maxContentLength: MAX_BYTES, timeout: FETCH_TIMEOUT_MS } as const;
    axios.get(url, { ...options, proxy: false, signal: this.stopped.signal }).then(
      ({ data }) => {
        file.content = Buffer.from(data);
        file.state = 'stored';
      },
      () => {
        file.state = 'failed';
      },
    );
    return file;
  }

  clear(): void {
    this.stopped.abort();
    this.stopped = new AbortController();
    this.downloads.clear();
  }
}
