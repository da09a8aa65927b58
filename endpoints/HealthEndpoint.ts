import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { checkHealth, type HealthDesk, type ProviderHealth } from '../lib/checkHealth';
import { HandoverError } from '../lib/errors';
import { presentedSecret, requireSecret } from './authenticate';
import { Endpoint } from './Endpoint';
import type { Call } from './Outside';
import { answer } from './respond';

/** What the composition root builds for this endpoint. */
export interface HealthOutside {
  desk(call: Call): HealthDesk;
  /** The API key of the settings; undefined while none is set. */
  apiKey(read: IRead): Promise<string | undefined>;
}

/**
 * `health`: version, sessions by state, providers with their last tests, and what an admin should put right, for whoever
 * has the API key.
 */
export class HealthEndpoint extends Endpoint {
  public override path = 'health';

  protected readonly handlers = {
    get: (request: IApiRequest, call: Call) => this.health(request, call),
  };

  constructor(
    app: IApp,
    private readonly outside: HealthOutside,
  ) {
    super(app);
  }

  private async health(request: IApiRequest, call: Call): Promise<IApiResponse> {
    requireApiKey(await this.outside.apiKey(call.read), request);
    const { sessions, providers, problems } = await checkHealth(this.outside.desk(call));
    return answer(200, {
      version: this.app.getVersion(),
      sessions,
      providers: providers.map(toProvider),
      problems: problems.map(({ sentence }) => sentence),
    });
  }
}

function toProvider({ lastTest, ...provider }: ProviderHealth): object {
  if (!lastTest) return { ...provider, lastTest: null };
  const { atMs, outcome, steps } = lastTest;
  return { ...provider, lastTest: { at: new Date(atMs).toISOString(), outcome, steps } };
}

function requireApiKey(apiKey: string | undefined, request: IApiRequest): void {
  if (apiKey === undefined) {
    throw new HandoverError('unauthorized', 'No API key is set in the settings of the app, so nobody can be let in.');
  }
  const sentence = 'The API key is missing or wrong; send it as X-API-Key, api_key or Authorization: Bearer.';
  requireSecret(apiKey, presentedSecret(request, 'x-api-key') ?? request.query?.api_key, sentence);
}
