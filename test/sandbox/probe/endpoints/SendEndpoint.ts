import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpointInfo, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { ApiEndpoint } from '@rocket.chat/apps-engine/definition/api';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';

interface SendRequest {
  roomId: string;
  text: string;
  token?: string;
}

/** Posts into a room, as the app or as a visitor. */
export class SendEndpoint extends ApiEndpoint {
  public path = 'send';

  public async post(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    _http: IHttp,
    _persis: IPersistence,
  ): Promise<IApiResponse> {
    const { roomId, text, token } = request.content as SendRequest;
    const room = (await read.getRoomReader().getById(roomId)) as ILivechatRoom;
    const creator = modify.getCreator();
    try {
      const id = token
        ? await creator.finish(creator.startLivechatMessage().setRoom(room).setVisitor(room.visitor).setText(text))
        : await creator.finish(creator.startMessage().setRoom(room).setText(text).addCustomField('origin', 'probe'));
      return this.success({ id });
    } catch (error) {
      return this.success({ error: (error as Error).message });
    }
  }
}
