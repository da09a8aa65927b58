import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { ApiEndpoint } from '@rocket.chat/apps-engine/definition/api';
import { Buffer } from 'buffer';

/** Answers the way the caller asks for. */
export class RespondEndpoint extends ApiEndpoint {
  public path = 'respond';

  public async post(request: IApiRequest): Promise<IApiResponse> {
    const { kind, ...response } = request.content;
    if (kind === 'throw') throw new Error('a raw message of the app');
    if (kind === 'nothing') return undefined as unknown as IApiResponse;
    if (kind === 'buffer') return { ...response, content: Buffer.from(response.content) };
    return response as IApiResponse;
  }
}
