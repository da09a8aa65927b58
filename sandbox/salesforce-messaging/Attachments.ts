import type { Answer } from '../contactCentre/Answer';
import type { Conversation, StoredFile } from './Conversation';
import type { Context } from './context';
import { notFound } from './refusals';

/** Where files are downloaded; Enhanced Chat API, Attachments, which gives the address and nothing else. */
export const ATTACHMENT_PATH = '/content/v1/attachments';

/** The files of all conversations, each under an address that cannot be guessed. */
export class Attachments {
  private readonly files = new Map<string, { conversation: Conversation; file: StoredFile }>();

  constructor(private readonly context: Context) {}

  store(conversation: Conversation, upload: Omit<StoredFile, 'url'>): StoredFile {
    const key = this.context.random.hex(32);
    const url = `${this.context.origin()}${ATTACHMENT_PATH}/${key}/${encodeURIComponent(upload.name)}`;
    const file = { ...upload, url };
    conversation.files.push(file);
    this.files.set(key, { conversation, file });
    return file;
  }

  conversationOf(key: string): Conversation | undefined {
    return this.files.get(key)?.conversation;
  }

  /** The file of an address; throws a refusal of 404. */
  serve(key: string): Answer {
    const found = this.files.get(key);
    if (!found) {
      throw notFound('There is no such file');
    }
    const { mimeType, name, content } = found.file;
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
    return { status: 200, headers: { 'Content-Type': mimeType, 'Content-Disposition': disposition }, body: content };
  }

  clear(): void {
    this.files.clear();
  }
}
