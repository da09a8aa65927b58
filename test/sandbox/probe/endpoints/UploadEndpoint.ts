import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpointInfo, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { ApiEndpoint } from '@rocket.chat/apps-engine/definition/api';
import { Buffer } from 'buffer';

interface UploadRequest {
  roomId: string;
  filename: string;
  /** How many bytes the file has; all of them are the letter x. */
  size: number;
  /** Who sends it; the app itself when neither is given. */
  username?: string;
  visitorToken?: string;
}

/** Puts a file into a room. */
export class UploadEndpoint extends ApiEndpoint {
  public path = 'upload';

  public async post(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
  ): Promise<IApiResponse> {
    const { roomId, filename, size, username, visitorToken } = request.content as UploadRequest;
    const room = await read.getRoomReader().getById(roomId);
    const user = username && (await read.getUserReader().getByUsername(username));
    if (!room) return this.success({ error: 'there is no such room' });
    const sender = { ...(user && { user }), ...(visitorToken && { visitorToken }) };
    try {
      const content = Buffer.alloc(size, 'x');
      const descriptor = { filename, room, ...sender };
      return this.success({ upload: await modify.getCreator().getUploadCreator().uploadBuffer(content, descriptor) });
    } catch (error) {
      return this.success({ error: (error as Error).message });
    }
  }
}
