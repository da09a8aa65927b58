import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { deleteHandoverProvider } from '../../lib/handoverProviders/deleteHandoverProvider';
import { updateHandoverProvider } from '../../lib/handoverProviders/updateHandoverProvider';
import { findProvider } from './findProvider';
import { ResourceEndpoint, type Visit } from './ResourceEndpoint';
import { readPatch } from './readBody';
import { readFlag } from './readQuery';
import { answerDocument } from './respond';
import { toProviderResource } from './toProviderResource';

/** `v2.0/handover/providers/{providerId}`: one provider, to be read, changed and deleted. */
export class ProviderEndpoint extends ResourceEndpoint {
  protected readonly handlers = {
    get: this.visited((visit) => this.read(visit)),
    // The contract's own default for this call.
    patch: this.visited((visit) => this.update(visit), 'application/hal+json'),
    delete: this.visited((visit) => this.remove(visit)),
  };

  private async read({ request, desk, mediaType }: Visit): Promise<IApiResponse> {
    const provider = await findProvider(idOf(request.params), desk);
    return answerDocument(toProviderResource(provider, { services: desk.services, routes: this.routes }), {
      mediaType,
    });
  }

  private async update({ request, desk, caller, mediaType }: Visit): Promise<IApiResponse> {
    const change = { id: idOf(request.params), patch: readPatch(request), caller };
    const provider = await updateHandoverProvider(change, desk);
    return answerDocument(toProviderResource(provider, { services: desk.services, routes: this.routes }), {
      mediaType,
    });
  }

  private async remove({ request, desk }: Visit): Promise<IApiResponse> {
    await deleteHandoverProvider({ id: idOf(request.params), force: readFlag(request, 'force') }, desk);
    return { status: 204, headers: { 'cache-control': 'no-store' }, content: '' };
  }
}

function idOf(params: Record<string, string>): string {
  return params.providerId ?? '';
}
