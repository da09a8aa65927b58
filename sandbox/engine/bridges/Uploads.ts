import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads';
import type { IUploadDetails } from '@rocket.chat/apps-engine/definition/uploads/IUploadDetails';
import { UploadBridge } from '@rocket.chat/apps-engine/server/bridges/UploadBridge';
import type { Server } from '../../rocketchat/Server';
import type { Upload } from '../../rocketchat/types';
import type { Documents } from '../converters/Documents';
import { uploadToApp } from '../converters/uploads';

/** Files in rooms. */
export class Uploads extends UploadBridge {
  constructor(
    private readonly server: Server,
    private readonly documents: Documents,
  ) {
    super();
  }

  protected override async getById(id: string): Promise<IUpload> {
    const upload = this.server.uploads.get(id);
    return (upload && this.toApp(upload)) as IUpload;
  }

  protected override async getBuffer(upload: IUpload): Promise<Buffer> {
    return this.server.uploads.content(upload.id) as Buffer;
  }

  protected override async createUpload(details: IUploadDetails, buffer: Buffer): Promise<IUpload> {
    const { rid, name, userId, visitorToken } = details;
    if (!userId && !visitorToken) throw new Error('Missing user to perform the upload operation');
    const upload = await this.server.uploads.create({
      rid,
      name,
      content: Buffer.from(buffer),
      ...(visitorToken ? { visitorToken } : { userId }),
    });
    return (upload && this.toApp(upload)) as IUpload;
  }

  private toApp(upload: Upload): IUpload {
    const visitor = upload.visitorToken ? this.server.visitors.getByToken(upload.visitorToken) : undefined;
    return uploadToApp(upload, this.documents, visitor);
  }
}
