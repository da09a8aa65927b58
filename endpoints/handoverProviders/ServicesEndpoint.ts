import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { pageOf } from '../../lib/handoverProviders/pageOf';
import { ResourceEndpoint, type Visit } from './ResourceEndpoint';
import { readPageQuery } from './readQuery';
import { answerDocument } from './respond';
import { SERVICE_FIELDS } from './schemas';
import { toListing } from './toListing';
import { serviceMember, toServiceSummaryResource } from './toServiceResource';

/** `v2.0/handover/services`: the kinds of contact centres that providers can be set up for. */
export class ServicesEndpoint extends ResourceEndpoint {
  protected readonly handlers = {
    get: this.visited((visit) => this.list(visit)),
  };

  private async list({ request, desk, mediaType }: Visit): Promise<IApiResponse> {
    const query = readPageQuery(request, SERVICE_FIELDS);
    const listing = toListing(pageOf(desk.services, serviceMember, query), {
      kind: 'handoverService',
      query,
      toResource: (service) => toServiceSummaryResource(service, this.routes),
      address: (search) => this.routes.services(search),
    });
    return answerDocument(listing, { mediaType });
  }
}
