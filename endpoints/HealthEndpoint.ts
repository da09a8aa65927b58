import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { checkHealth } from '../lib/checkHealth';
import { HandoverError } from '../lib/errors';
import { SETTINGS_PROVIDER } from '../lib/Routing';
import { presentedSecret, requireSecret } from './authenticate';
import { Endpoint } from './Endpoint';
import type { Call, Outside } from './Outside';
import { answer } from './respond';

/** `health`: version, sessions by state and what an admin should put right, for whoever has the API key. */
export class HealthEndpoint extends Endpoint {
  public override path = 'health';

  protected readonly handlers = {
    get: (request: IApiRequest, call: Call) => this.health(request, call),
  };

  constructor(
    app: IApp,
    private readonly outside: Outside,
  ) {
    super(app);
  }

  private async health(request: IApiRequest, call: Call): Promise<IApiResponse> {
    const { apiKey, servedDepartment } = await this.outside.config(call.read);
    requireApiKey(apiKey, request);
    const isServing = servedDepartment !== undefined;
    const [health, choice, bridge] = await Promise.all([
      checkHealth(this.outside.desk(call), servedDepartment),
      isServing ? this.outside.provider(call, { providerId: SETTINGS_PROVIDER }) : undefined,
      isServing ? this.outside.bridgeProblems(call.read) : [],
    ]);
    const lacking = choice && 'problems' in choice ? choice.problems : [];
    const ofProvider = lacking.map((problem) => `The provider of the settings: ${problem}.`);
    const problems = [...health.problems, ...bridge, ...ofProvider];
    return answer(200, { version: this.app.getVersion(), ...health, problems });
  }
}

function requireApiKey(apiKey: string | undefined, request: IApiRequest): void {
  if (apiKey === undefined) {
    throw new HandoverError('unauthorized', 'No API key is set in the settings of the app, so nobody can be let in.');
  }
  const sentence = 'The API key is missing or wrong; send it as X-API-Key, api_key or Authorization: Bearer.';
  requireSecret(apiKey, presentedSecret(request, 'x-api-key') ?? request.query?.api_key, sentence);
}
