import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { createHandoverProvider } from '../../lib/handoverProviders/createHandoverProvider';
import type { ProviderSummary } from '../../lib/handoverProviders/HandoverProvider';
import type { ProviderDesk } from '../../lib/handoverProviders/ProviderDesk';
import { pageOf } from '../../lib/handoverProviders/pageOf';
import { ResourceEndpoint, type Visit } from './ResourceEndpoint';
import { readDraft } from './readBody';
import { readPageQuery } from './readQuery';
import { answerDocument } from './respond';
import { PROVIDER_FIELDS } from './schemas';
import { toListing } from './toListing';
import { summaryMember, toProviderResource, toSettingsSummary, toSummaryResource } from './toProviderResource';

/** `v2.0/handover/providers`: all providers, a page at a time (GET), and another one (POST). */
export class ProvidersEndpoint extends ResourceEndpoint {
  protected readonly handlers = {
    get: this.visited((visit) => this.list(visit)),
    post: this.visited((visit) => this.create(visit)),
  };

  private async list({ request, desk, mediaType }: Visit): Promise<IApiResponse> {
    const { services } = desk;
    const query = readPageQuery(request, PROVIDER_FIELDS);
    const fieldOf = (summary: ProviderSummary, field: string) => summaryMember(summary, field, services);
    const page = pageOf(await summariesOf(desk), fieldOf, query);
    const listing = toListing(page, {
      kind: 'handoverProvider',
      query,
      toResource: (summary) => toSummaryResource(summary, { services, routes: this.routes }),
      address: (search) => this.routes.providers(search),
    });
    return answerDocument(listing, { mediaType });
  }

  private async create({ request, desk, caller, mediaType }: Visit): Promise<IApiResponse> {
    const provider = await createHandoverProvider(readDraft(request), caller, desk);
    const resource = toProviderResource(provider, { services: desk.services, routes: this.routes });
    const headers = { location: this.routes.provider(provider.id) };
    return answerDocument(resource, { mediaType, status: 201, headers });
  }
}

async function summariesOf({ providers, settingsProvider }: ProviderDesk): Promise<readonly ProviderSummary[]> {
  const [stored, ofSettings] = await Promise.all([providers.list(), settingsProvider()]);
  return ofSettings ? [toSettingsSummary(ofSettings), ...stored] : stored;
}
