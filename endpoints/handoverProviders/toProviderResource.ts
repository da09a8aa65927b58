import type { HandoverProvider, JsonObject, ProviderSummary } from '../../lib/handoverProviders/HandoverProvider';
import { SETTINGS_PROVIDER_ID, type SettingsProvider } from '../../lib/handoverProviders/ProviderDesk';
import { masked } from '../../lib/handoverProviders/secrets';
import type { HandoverService } from '../../lib/service';
import { MEMBERS, type Resource } from './document';
import type { Routes } from './Routes';

interface Context {
  readonly services: readonly HandoverService[];
  readonly routes: Routes;
}

type Services = Context['services'];

/** What a member of the API is called here, and how it is shown. */
const READERS: Readonly<Record<string, (summary: ProviderSummary, services: Services) => string | number | undefined>> =
  {
    _id: ({ id }) => id,
    referenceId: ({ referenceId }) => referenceId,
    organisationId: ({ organisationId }) => organisationId,
    serviceId: ({ serviceId }) => serviceId,
    service: ({ serviceId }, services) => services.find(({ id }) => id === serviceId)?.name,
    localeId: ({ localeId }) => localeId,
    name: ({ name }) => name,
    createdAt: ({ createdAtMs }) => seconds(createdAtMs),
    lastChangedAt: ({ changedAtMs }) => seconds(changedAtMs),
    createdBy: ({ createdBy }) => createdBy,
    lastChangedBy: ({ changedBy }) => changedBy,
    projectId: ({ projectId }) => projectId,
  };

/** One member of a provider as the API shows it, or as a list can be filtered by it. */
export function summaryMember(summary: ProviderSummary, name: string, services: Services): string | number | undefined {
  return READERS[name]?.(summary, services);
}

/** What a list shows of a provider. */
export function toSummaryResource(summary: ProviderSummary, { services, routes }: Context): Resource {
  return { kind: 'handoverProvider', members: summaryMembers(summary, services), links: routes.ofProvider(summary) };
}

/** A provider as its callers see it: without its project, and with every secret masked. */
export function toProviderResource(provider: HandoverProvider, { services, routes }: Context): Resource {
  const service = services.find(({ id }) => id === provider.serviceId);
  const settings = service ? masked(provider.settings, service.settings) : {};
  const members = { ...summaryMembers(provider, services), properties: [...provider.properties], settings };
  return { kind: 'handoverProvider', members, links: routes.ofProvider(provider) };
}

/** The provider that the settings of the app describe, as a member of the list; nobody created it. */
export function toSettingsSummary({ serviceId }: SettingsProvider): ProviderSummary {
  return {
    id: SETTINGS_PROVIDER_ID,
    revision: 0,
    name: 'Settings of the app',
    referenceId: 'settings',
    serviceId,
    departments: [],
    createdAtMs: 0,
    changedAtMs: 0,
    createdBy: SETTINGS_PROVIDER_ID,
    changedBy: SETTINGS_PROVIDER_ID,
  };
}

/** The provider that the settings of the app describe, in full. */
export function toSettingsProvider(provider: SettingsProvider, settings: JsonObject): HandoverProvider {
  return {
    ...toSettingsSummary(provider),
    properties: [{ readOnly: true }],
    settings: { ...settings, departments: [provider.servedDepartment] },
  };
}

function seconds(timeMs: number): number {
  return Math.floor(timeMs / 1000);
}

/** In the order of the API, and without what is absent. */
function summaryMembers(summary: ProviderSummary, services: Services): JsonObject {
  const members = MEMBERS.handoverProvider.map((name) => [name, summaryMember(summary, name, services)] as const);
  return Object.fromEntries(members.filter((member): member is [string, string | number] => member[1] !== undefined));
}
