import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { Outside } from '../../endpoints/handoverProviders/Outside';
import { providerEndpoints } from '../../endpoints/handoverProviders/providerEndpoints';
import type { TestProviderDesk } from './aProviderDesk';
import { aRequest, call } from './endpoints';
import { APP_ID } from './Scene';

/** What a call brings besides its method and its path. */
export interface Wanted {
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, unknown>;
  readonly content?: unknown;
  readonly user?: { readonly id: string; readonly roles: readonly string[] };
}

/** The endpoints of handover providers over a desk in memory, called by their paths as the host does. */
export class ProviderApi {
  private readonly outside: Outside;

  constructor(
    private readonly desk: TestProviderDesk,
    parts: Partial<Outside> = {},
  ) {
    this.outside = {
      desk: () => desk,
      apiKey: async () => 'key',
      connect: async () => ({ problems: ['number is missing'] }),
      ...parts,
    };
  }

  /** Calls with the right key and a JSON body unless told otherwise. */
  async call(
    method: string,
    path: string,
    { headers, query = {}, content = {}, user }: Wanted = {},
  ): Promise<IApiResponse> {
    const app = { getID: () => APP_ID, getLogger: () => this.desk.base.log } as unknown as IApp;
    for (const endpoint of providerEndpoints(app, this.outside)) {
      const params = paramsOf(endpoint.path, path);
      if (params === undefined) continue;
      const json = { 'content-type': 'application/json', 'x-api-key': 'key', ...headers };
      return call(endpoint, method, aRequest({ headers: json, query, params, content, user } as Partial<IApiRequest>));
    }
    throw new Error(`nothing answers under ${path}`);
  }

  /** Calls and reads the answer as JSON. */
  async json(
    method: string,
    path: string,
    wanted: Wanted = {},
  ): Promise<{ status: number; body: ReturnType<typeof JSON.parse> }> {
    const { status, content } = await this.call(method, path, wanted);
    return { status, body: content === '' ? undefined : JSON.parse(content) };
  }
}

function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const match = new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}$`).exec(path);
  return match ? Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])) : undefined;
}
