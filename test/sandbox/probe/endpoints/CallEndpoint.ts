import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpointInfo, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { ApiEndpoint } from '@rocket.chat/apps-engine/definition/api';

type Callable = Record<string, (...args: unknown[]) => unknown>;

/** Calls an accessor by its path, such as `['read', 'getRoomReader', 'getById']`. */
export class CallEndpoint extends ApiEndpoint {
  public path = 'call';

  public async post(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persis: IPersistence,
  ): Promise<IApiResponse> {
    const { path, args } = request.content as { path: string[]; args: unknown[] };
    const origins = { read, modify, http, persis } as unknown as Record<string, Callable>;
    const [origin, ...names] = path;
    const last = names.pop();
    let target = origins[String(origin)] as Callable;
    for (const name of names) target = target[name]?.() as Callable;
    try {
      const result = await target[String(last)]?.(...args);
      return this.success({ result: result === undefined ? null : result });
    } catch (error) {
      return this.success({ error: (error as Error).message });
    }
  }
}
