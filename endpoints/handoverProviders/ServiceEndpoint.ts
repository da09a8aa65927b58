import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { HandoverError } from '../../lib/errors';
import { ResourceEndpoint, type Visit } from './ResourceEndpoint';
import { answerDocument } from './respond';
import { toServiceResource } from './toServiceResource';

/** `v2.0/handover/services/{serviceId}`: one kind of contact centre, and what its providers are set up with. */
export class ServiceEndpoint extends ResourceEndpoint {
  protected readonly handlers = {
    get: this.visited((visit) => this.read(visit)),
  };

  private async read({ request, desk, mediaType }: Visit): Promise<IApiResponse> {
    const service = desk.services.find(({ id }) => id === request.params.serviceId);
    if (!service) throw new HandoverError('service-not-found', 'There is no handover service with this id.');
    return answerDocument(toServiceResource(service, this.routes), { mediaType });
  }
}
