import { canTakeWebhooks } from './abilities';
import type { Inbox } from './Inbox';
import type { Log } from './log';
import { ProviderError } from './ProviderError';
import type { News, Provider, WebhookRequest } from './provider';
import type { Switchboard } from './Switchboard';

/** What became of a webhook's call: what was kept must be told on; or nobody has sent it, or to nobody who could read it. */
export type TakenWebhook =
  | { readonly kind: 'taken'; readonly kept: readonly News[] }
  | { readonly kind: 'not-authentic' }
  | { readonly kind: 'not-wanted' };

/** Where news go that a call has brought. */
export interface NewsDesk {
  readonly inbox: Pick<Inbox, 'put'>;
  /** Has the session hear news, if this instance carries it; false when they are to be kept. */
  readonly hearAtOnce: (news: News) => Promise<boolean>;
}

/** Has a provider read what its contact centre tells. What is not heard at once is kept until it is, come what may. */
export async function takeWebhook(
  provider: Provider,
  request: WebhookRequest,
  { inbox, hearAtOnce }: NewsDesk,
): Promise<TakenWebhook> {
  if (!canTakeWebhooks(provider)) return { kind: 'not-wanted' };
  try {
    const kept: News[] = [];
    const take = async (news: News) => {
      if (await hearAtOnce(news)) return;
      await inbox.put(news);
      kept.push(news);
    };
    await Promise.all((await provider.onWebhook(request)).map(take));
    return { kind: 'taken', kept };
  } catch (error) {
    if (error instanceof ProviderError && error.failure === 'rejected') return { kind: 'not-authentic' };
    throw error;
  }
}

/** Tells whoever runs the session of each of the news; the contact centre, when there is none any more. */
export async function passOn(
  news: readonly News[],
  { provider, inbox, switchboard, log }: { provider: Provider; inbox: Inbox; switchboard: Switchboard; log: Log },
): Promise<void> {
  for (const one of news) {
    if (await switchboard.newsCame(one.roomId, one.sessionId)) continue;
    log.info('A webhook has got something for a session that is none any more', { roomId: one.roomId, id: one.id });
    await inbox.remove(one);
    if (canTakeWebhooks(provider)) await provider.refuse(one);
  }
}
