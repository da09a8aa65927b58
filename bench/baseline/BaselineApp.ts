import { App } from '@rocket.chat/apps-engine/definition/App';
import type { IConfigurationExtend, IHttp, IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpointInfo, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { ApiEndpoint, ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';

/** The least that a transfer can cost: no check, no answer but the host's. */
export class BaselineApp extends App {
  protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
    await configuration.api.provideApi({
      visibility: ApiVisibility.PUBLIC,
      security: ApiSecurity.UNSECURE,
      endpoints: [new TransferEndpoint(this)],
    });
  }
}

class TransferEndpoint extends ApiEndpoint {
  public override path = 'transfer';

  public async post(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    _http: IHttp,
  ): Promise<IApiResponse> {
    const { roomId, departmentId } = request.content;
    const currentRoom = (await read.getRoomReader().getById(roomId)) as ILivechatRoom;
    const target = { currentRoom, targetDepartment: departmentId };
    const moved = await modify.getUpdater().getLivechatUpdater().transferVisitor(currentRoom.visitor, target);
    return this.success({ moved });
  }
}
