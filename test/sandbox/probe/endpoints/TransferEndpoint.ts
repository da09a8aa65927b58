import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpointInfo, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { ApiEndpoint } from '@rocket.chat/apps-engine/definition/api';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';

/** Moves a room to another department. */
export class TransferEndpoint extends ApiEndpoint {
  public path = 'transfer';

  public async post(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
  ): Promise<IApiResponse> {
    const { roomId, departmentId } = request.content as { roomId: string; departmentId: string };
    const currentRoom = (await read.getRoomReader().getById(roomId)) as ILivechatRoom;
    const updater = modify.getUpdater().getLivechatUpdater();
    try {
      const moved = await updater.transferVisitor(currentRoom.visitor, { currentRoom, targetDepartment: departmentId });
      return this.success({ moved });
    } catch (error) {
      return this.success({ error: (error as Error).message });
    }
  }
}
