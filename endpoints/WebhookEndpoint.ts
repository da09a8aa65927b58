import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { HandoverError } from '../lib/errors';
import type { News, Provider } from '../lib/provider';
import { type NewsDesk, takeWebhook } from '../lib/takeWebhook';
import { Endpoint } from './Endpoint';
import type { Call } from './Outside';
import { answer } from './respond';

/** What the composition root builds for the webhook. */
export interface WebhookOutside {
  /** The provider of this id as it is set up now; undefined when there is none, or it is not complete. */
  provider(call: Call, providerId: string): Promise<Provider | undefined>;
  newsDesk(call: Call): NewsDesk;
  /** Has those who run the sessions hear news that were kept, in the background. */
  passOn(call: Call, news: readonly News[], provider: Provider): void;
}

/**
 * `webhooks/<provider id>`: where contact centres that call instead of being asked tell what happens. Whatever is
 * authentic gets a 2xx, because they take anything else for a failure of the conversation; what it tells is heard or stored by
 * then.
 */
export class WebhookEndpoint extends Endpoint {
  public override path = 'webhooks/:providerId';

  protected readonly handlers = {
    post: (request: IApiRequest, call: Call) => this.take(request, call),
  };

  constructor(
    app: IApp,
    private readonly outside: WebhookOutside,
  ) {
    super(app);
  }

  private async take({ params, headers, content }: IApiRequest, call: Call): Promise<IApiResponse> {
    const provider = await this.outside.provider(call, params.providerId ?? '');
    if (!provider) throw noSuchWebhook();
    const taken = await takeWebhook(provider, { headers, content }, this.outside.newsDesk(call));
    if (taken.kind === 'not-wanted') throw noSuchWebhook();
    if (taken.kind === 'not-authentic') {
      throw new HandoverError('unauthorized', 'The call is not signed with the secret of the provider.');
    }
    if (taken.kept.length > 0) this.outside.passOn(call, taken.kept, provider);
    return answer(200, { result: 'ok' });
  }
}

function noSuchWebhook(): HandoverError {
  return new HandoverError('provider-not-found', 'No handover provider with this id takes webhooks.');
}
