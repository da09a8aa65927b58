import type { Json } from '../../lib/json';
import { ProviderError } from '../../lib/ProviderError';
import type { News, WebhookRequest } from '../../lib/provider';
import { objectOf, textOf } from '../shared/readJson';
import { isAuthentic } from './authenticate';
import type { Tools } from './Chat';
import { type Notification, readNotification } from './notification';
import { addressOf } from './visitorKey';

/** Open Messaging, outbound messages: what a visitor has to do with. The rest are receipts for what he said. */
const HEARD: ReadonlySet<string> = new Set(['Text', 'Structured', 'Event']);
/** How a workflow says that somebody has left; its body is of the admin's making. */
const LEFT_TOPIC = /\.(customer\.end|user\.end|acw)$/;

/**
 * The news in a notification, for whoever carries the conversation; none where it is of no use to anybody.
 *
 * @throws ProviderError of kind `rejected` for a request that is not authentic
 */
export function newsIn(request: WebhookRequest, { settings, clock, log }: Tools): News[] {
  if (!isAuthentic(request, settings)) throw new ProviderError('rejected', 'The notification is not from Genesys');
  const notification = readNotification(request.content);
  if (notification === undefined) return departureIn(request.content, clock.nowMs());
  const { id, type, visitorKey, integrationId, atMs } = notification;
  if (integrationId !== '' && integrationId.toLowerCase() !== settings.integrationId) {
    log.warn('A notification came from another integration than the one of the settings', { integrationId });
    return [];
  }
  if (!HEARD.has(type)) return [];
  const address = addressOf(visitorKey);
  if (address === undefined) {
    log.warn('A notification is for a visitor that is none of this app', { id });
    return [];
  }
  return [{ ...address, id, atMs: atMs ?? clock.nowMs(), content: toJson(notification) }];
}

/** Process automation: a workflow may tell that somebody has left, which is reason enough to look. */
function departureIn(content: unknown, nowMs: number): News[] {
  const { topic, visitor } = objectOf(content);
  const address = addressOf(textOf(visitor) ?? '');
  if (address === undefined || !LEFT_TOPIC.test(textOf(topic) ?? '')) return [];
  return [{ ...address, id: `left:${textOf(topic)}`, atMs: nowMs, content: null }];
}

/** Nothing but JSON survives until it is heard. */
function toJson(notification: Notification): Json {
  return JSON.parse(JSON.stringify(notification));
}
