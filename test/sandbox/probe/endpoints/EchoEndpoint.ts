import type { IApiEndpointInfo, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { ApiEndpoint } from '@rocket.chat/apps-engine/definition/api';

/** Answers with what the app was given. */
export class EchoEndpoint extends ApiEndpoint {
  public path = 'echo';

  public async get(request: IApiRequest, endpoint: IApiEndpointInfo): Promise<IApiResponse> {
    return this.success({ request, endpoint });
  }

  public async post(request: IApiRequest, endpoint: IApiEndpointInfo): Promise<IApiResponse> {
    return this.success({ request, endpoint });
  }

  public async put(request: IApiRequest, endpoint: IApiEndpointInfo): Promise<IApiResponse> {
    return this.success({ request, endpoint });
  }
}

/** The same under a path that only the installation knows. */
export class SecretEchoEndpoint extends EchoEndpoint {
  public path = 'secret-echo';
}

/** The same for users of the workspace only. */
export class MembersEchoEndpoint extends EchoEndpoint {
  public path = 'members-echo';
  public authRequired = true;
}
