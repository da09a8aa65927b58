import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { Outside } from './Outside';
import { ProviderEndpoint } from './ProviderEndpoint';
import { ProvidersEndpoint } from './ProvidersEndpoint';
import { ProviderTestEndpoint } from './ProviderTestEndpoint';
import type { ResourceEndpoint } from './ResourceEndpoint';
import { type PATHS, spellingsOf } from './Routes';
import { ServiceEndpoint } from './ServiceEndpoint';
import { ServicesEndpoint } from './ServicesEndpoint';

type ResourceClass = new (app: IApp, path: string, outside: Outside) => ResourceEndpoint;

/** What answers under the paths. */
const RESOURCES: Readonly<Record<keyof typeof PATHS, ResourceClass>> = {
  providers: ProvidersEndpoint,
  provider: ProviderEndpoint,
  test: ProviderTestEndpoint,
  services: ServicesEndpoint,
  service: ServiceEndpoint,
};

/** The endpoints of the handover providers API, each under every spelling of its path. */
export function providerEndpoints(app: IApp, outside: Outside): ResourceEndpoint[] {
  const names = Object.keys(RESOURCES) as Array<keyof typeof PATHS>;
  return names.flatMap((name) => spellingsOf(name).map((path) => new RESOURCES[name](app, path, outside)));
}
