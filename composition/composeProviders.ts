import { randomUUID } from 'crypto';
import { checkSchema } from '../endpoints/handoverProviders/checkSchema';
import type { Outside } from '../endpoints/handoverProviders/Outside';
import type { JsonObject } from '../lib/handoverProviders/HandoverProvider';
import type { ProviderDesk, SettingsProvider } from '../lib/handoverProviders/ProviderDesk';
import { Registry } from '../lib/handoverProviders/Registry';
import { InTurn } from '../lib/InTurn';
import { isJsonObject } from '../lib/json';
import type { Log } from '../lib/log';
import { PersistentLastTests } from '../lib/rocketchat/PersistentLastTests';
import { PersistentRegistryClaims } from '../lib/rocketchat/PersistentRegistryClaims';
import { productOfService, serviceOfProduct, services } from '../providers/index';
import { readApiKey, readServingConfig, type ServingConfig } from '../settings/readConfig';
import { hostHttp, providerOf, sessionConfig } from './composeConnections';
import { settingsOf } from './composeSettings';
import { composeDesk, type Instance, staffOf } from './composeStaff';
import { type Accessors, composeProviderStore, recordsOf } from './composeStores';

/** Whose turn it is, in this process, to change providers. */
const turns = new InTurn();

/** What the endpoints of handover providers work with. */
export function composeProviderOutside(instance: Instance): Outside {
  return {
    desk: ({ log, ...accessors }) => composeProviderDesk(accessors, log, instance),
    apiKey: (read) => readApiKey(settingsOf(read)),
    connect: async ({ log, read, http }, { serviceId, settings }) => {
      const product = productOfService(serviceId);
      if (product === undefined) return { problems: [`the service ${serviceId} is not in the catalogue`] };
      const { receiveMode } = await sessionConfig(read);
      return providerOf({ provider: { product, settings }, receiveMode }, { host: hostHttp(http), log });
    },
  };
}

function composeProviderDesk(accessors: Accessors, log: Log, instance: Instance): ProviderDesk {
  const { read, persistence } = accessors;
  const { departments, sessions, clock, newId } = composeDesk(accessors, log);
  const records = recordsOf(read, persistence);
  const claims = new PersistentRegistryClaims(records(PersistentRegistryClaims.KIND));
  return {
    providers: composeProviderStore(accessors),
    lastTests: new PersistentLastTests(records(PersistentLastTests.KIND)),
    registry: new Registry({ claims, clock, newId: randomUUID, turns }),
    sessions,
    departments,
    services,
    check: checkSchema,
    clock,
    newId,
    settingsProvider: async () => describedBySettings(await readServingConfig(settingsOf(read))),
    settingsOfApp: async () => filledIn((await sessionConfig(read)).provider.settings),
    endSession: async (roomId) => {
      await staffOf(accessors, instance).switchboard.endByRequest(roomId);
    },
  };
}

function describedBySettings({ servedDepartment, product }: ServingConfig): SettingsProvider | undefined {
  if (servedDepartment === undefined) return undefined;
  return { serviceId: serviceOfProduct(product).id, servedDepartment };
}

/** Settings without those that are left empty. */
function filledIn(settings: Readonly<Record<string, unknown>>): JsonObject {
  const members = Object.entries(settings).map(([name, value]): [string, string | JsonObject] => {
    return [name, isJsonObject(value) ? filledIn(value) : String(value ?? '')];
  });
  const isFilledIn = (value: string | JsonObject) =>
    typeof value === 'string' ? value !== '' : Object.keys(value).length > 0;
  return Object.fromEntries(members.filter(([, value]) => isFilledIn(value)));
}
