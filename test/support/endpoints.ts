import {
  type IHttp,
  type IModify,
  type IPersistence,
  type IRead,
  RequestMethod,
} from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { Endpoint } from '../../endpoints/Endpoint';
import type { Outside } from '../../endpoints/Outside';
import type { Desk } from '../../lib/Desk';
import type { AvailabilityProvider } from '../../lib/provider';
import { RoomsInTransit } from '../../lib/RoomsInTransit';
import { Routing } from '../../lib/Routing';
import { Turns } from '../../lib/Turns';
import type { Config } from '../../settings/readConfig';
import type { RecordingLog } from './aDesk';
import { SteppedClock } from './SteppedClock';

const NO_ACCESSOR = {} as IRead & IModify & IHttp & IPersistence;

/** An app of which an endpoint sees the log and the version. */
export function anApp(log: RecordingLog): IApp {
  return { getLogger: () => log, getVersion: () => '1.2.3' } as unknown as IApp;
}

/** The outside of an endpoint, with nothing set, no session and no provider unless a test says so. */
export function outsideOf(desk: Desk, config: Partial<Config> = {}, parts: Partial<Outside> = {}): Outside {
  const nothing = {
    servedDepartment: undefined,
    checksAvailability: false,
    handoverToken: undefined,
  };
  return {
    inTransit: new RoomsInTransit(),
    turns: new Turns(new SteppedClock()),
    announceArrival: () => undefined,
    desk: () => desk,
    config: async () => ({ ...nothing, ...config }),
    routing: async (_call, servedDepartment) => new Routing([], await servedDepartment),
    provider: async () => ({ problems: ['endpointUrl is missing'] }),
    bridgeProblems: async () => [],
    switchboard: () => {
      throw new Error('this test has no switchboard');
    },
    ...parts,
  };
}

/** A provider that knows who is there, and nothing else. */
export function aProviderWith(availability: AvailabilityProvider['availability']): AvailabilityProvider {
  const unused = async () => Promise.reject(new Error('this provider only tells availability'));
  return { open: unused, send: unused, close: unused, availability };
}

export function aRequest(changes: Partial<IApiRequest> = {}): IApiRequest {
  const headers = { 'content-type': 'application/json' };
  return { method: RequestMethod.POST, headers, query: {}, params: {}, content: {}, ...changes };
}

/** What the engine hands to a call; a test names what its endpoint uses. */
interface Accessors {
  readonly read?: IRead;
  readonly persistence?: IPersistence;
}

/** Calls an endpoint as the engine does: by the name of the method. */
export async function call(
  endpoint: Endpoint,
  method: string,
  request: IApiRequest,
  { read = NO_ACCESSOR, persistence = NO_ACCESSOR }: Accessors = {},
): Promise<IApiResponse> {
  const handler: unknown = Reflect.get(endpoint, method);
  if (typeof handler !== 'function') throw new Error(`the endpoint has no ${method}`);
  const info = { basePath: '', fullPath: '', appId: '' };
  return handler.call(endpoint, request, info, read, NO_ACCESSOR, NO_ACCESSOR, persistence);
}
