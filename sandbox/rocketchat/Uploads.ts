import type { ServerContext } from './context';
import type { Upload } from './types';
import { type NewUpload, storeUpload } from './uploadStore';

/** Files in rooms. */
export class Uploads {
  constructor(private readonly context: ServerContext) {}

  /** Stores a file and posts its message, as the visitor (`visitorToken`) or as the user (`userId`). */
  create(upload: NewUpload): Promise<Upload> {
    return storeUpload(this.context, upload);
  }

  get(id: string): Upload | undefined {
    return this.context.workspace.uploads.get(id);
  }

  /** A copy of the file's bytes. */
  content(id: string): Buffer | undefined {
    const stored = this.context.workspace.uploadContents.get(id);
    return stored && Buffer.from(stored);
  }
}
