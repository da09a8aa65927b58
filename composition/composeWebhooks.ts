import type { WebhookOutside } from '../endpoints/WebhookEndpoint';
import { quietly } from '../handlers/quietly';
import { passOn } from '../lib/takeWebhook';
import { connect } from './composeConnections';
import { composeDesk, type Instance, staffOf } from './composeStaff';
import { composeProviderStore } from './composeStores';

/** What the webhook of contact centres works with. */
export function composeWebhooks(instance: Instance): WebhookOutside {
  const { log } = instance;
  return {
    provider: async ({ log: _log, ...accessors }, providerId) => {
      const providers = await composeProviderStore(accessors).list();
      const current = providers.find(({ id }) => id === providerId);
      if (!current) return undefined;
      const choice = await connect(accessors, { providerId, providerRevision: current.revision }, instance);
      return 'provider' in choice ? choice.provider : undefined;
    },
    newsDesk: ({ log: _log, ...accessors }) => ({
      inbox: composeDesk(accessors, log).inbox,
      hearAtOnce: (news) => staffOf(accessors, instance).switchboard.newsBrought(news),
    }),
    passOn: ({ log: _log, ...accessors }, news, provider) => {
      const { inbox } = composeDesk(accessors, log);
      const { switchboard } = staffOf(accessors, instance);
      void quietly(log, 'News of a webhook', () => passOn(news, { provider, inbox, switchboard, log }));
    },
  };
}
