import { ProviderError } from '../../lib/ProviderError';
import type { News } from '../../lib/provider';
import type { Chat, Tools } from './Chat';
import { wordsOf } from './content';
import { remember } from './heard';
import { isNotification, type Notification } from './notification';
import { requireEarlierWords } from './order';
import { sendReceipt } from './receipts';
import { type Listener, Watch } from './Watch';

/**
 * Hands over what a notification tells, once however often it comes, and an agent who speaks after his joining.
 *
 * @throws ProviderError of kind `unreachable` while earlier words of the agents' are on the way
 */
export async function hear(chat: Chat, news: News, listener: Listener): Promise<void> {
  const notification = news.content;
  if (!isNotification(notification)) return chat.line.hurry();
  if (notification.typingMs !== undefined) {
    return listener.emit({ id: news.id, type: 'typing', isTyping: true, lastsMs: notification.typingMs });
  }
  if (notification.type === 'Event') return;
  await chat.line.inTurn(async () => {
    if (chat.state.heard.includes(news.id)) return;
    if (notification.isHuman) await requireEarlierWords(chat, notification);
    if (notification.isHuman && chat.state.agents.length === 0) await meetAgent(chat, listener);
    await handOver(chat, notification, listener);
    chat.change({ heard: remember(chat.state.heard, news.id) });
  });
}

/** What a person says comes after all that was said before, as long as Genesys can be asked; order matters to no sign. */
export function noticesGaps({ content }: News, { client }: Tools): boolean {
  if (!isNotification(content) || content.type === 'Event') return true;
  return content.isHuman && client.pace.hasTurn;
}

async function handOver(chat: Chat, notification: Notification, { emit }: Listener): Promise<void> {
  const words = wordsOf(notification);
  if (words === undefined) {
    chat.tools.log.warn('Genesys sent something that cannot be shown to a visitor', { id: notification.id });
    await sendReceipt(chat.tools, notification, 'UnsupportedMessage');
    return;
  }
  for (const [index, content] of words.contents.entries()) {
    const id = index === 0 ? notification.id : `${notification.id}:${index}`;
    await emit({ id, type: 'message', content });
  }
  chat.change({ choices: words.choices });
}

/** Somebody speaks of whom it is not known that he is there. */
async function meetAgent(chat: Chat, listener: Listener): Promise<void> {
  try {
    await new Watch(chat, listener).lookNow();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { log, settings } = chat.tools;
    log.warn('It could not be found out which agent speaks', { reason: error.message });
    if (chat.state.hadAgent || error.failure !== 'rejected') return;
    await listener.emit({ id: `joined:${chat.state.visitorKey}`, type: 'agent-joined', name: settings.agentName });
    chat.change({ hadAgent: true });
  }
}
