import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpointInfo, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { checkHealth } from '../lib/checkHealth';
import { HandoverError } from '../lib/errors';
import { presentedSecret, requireSecret } from './authenticate';
import { Endpoint } from './Endpoint';
import type { Call, Outside } from './Outside';
import { answer } from './respond';

/** `health`: version, sessions by state and what an admin should put right, for whoever has the API key. */
export class HealthEndpoint extends Endpoint {
  public override path = 'health';

  constructor(
    app: IApp,
    private readonly outside: Outside,
  ) {
    super(app, ['get']);
  }

  public async get(
    request: IApiRequest,
    _endpoint: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<IApiResponse> {
    return this.guarded(async (log) => {
      const { apiKey, servedDepartment } = await this.outside.config(read);
      requireApiKey(apiKey, request);
      const call: Call = { read, modify, http, persistence, log };
      const [health, choice] = await Promise.all([
        checkHealth(this.outside.desk(call), servedDepartment),
        servedDepartment === undefined ? undefined : this.outside.provider(call),
      ]);
      const lacking = choice && 'problems' in choice ? choice.problems : [];
      const problems = [...health.problems, ...lacking.map((problem) => `The provider of the settings: ${problem}.`)];
      return answer(200, { version: this.app.getVersion(), ...health, problems });
    });
  }
}

function requireApiKey(apiKey: string | undefined, request: IApiRequest): void {
  if (apiKey === undefined) {
    throw new HandoverError('unauthorized', 'No API key is set in the settings of the app, so nobody can be let in.');
  }
  const sentence = 'The API key is missing or wrong; send it as X-API-Key, api_key or Authorization: Bearer.';
  requireSecret(apiKey, presentedSecret(request, 'x-api-key') ?? request.query?.api_key, sentence);
}
