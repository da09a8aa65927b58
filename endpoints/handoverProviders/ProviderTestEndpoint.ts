import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { testHandoverProvider } from '../../lib/handoverProviders/testHandoverProvider';
import { findProvider } from './findProvider';
import { ResourceEndpoint, type Visit } from './ResourceEndpoint';
import { answerDocument } from './respond';

/** `v2.0/handover/providers/{providerId}/test`: tries a provider out with real calls that nobody notices. */
export class ProviderTestEndpoint extends ResourceEndpoint {
  protected readonly handlers = {
    post: this.visited((visit) => this.test(visit)),
  };

  private async test({ request, call, desk, mediaType }: Visit): Promise<IApiResponse> {
    const provider = await findProvider(request.params.providerId ?? '', desk);
    const choice = await this.outside.connect(call, provider);
    const { outcome, steps } = await testHandoverProvider(provider, choice, { ...desk, log: call.log });
    const members = { outcome, steps: steps.map((step) => ({ ...step })) };
    const self = `${this.routes.provider(provider.id)}/test`;
    const links = { self, provider: this.routes.provider(provider.id) };
    return answerDocument({ kind: 'handoverProviderTest', members, links }, { mediaType });
  }
}
