import { listOf, numberOf, objectOf, textOf } from '../shared/readJson';
import { guardOf, isFlag, isLeftOutOr, isListOf, isNumber, isObjectOf, isText } from '../shared/readStored';
import { timeOf } from './timeOf';

/** Something that Genesys has sent to the visitor; Open Messaging, outbound messages. */
export interface Notification {
  readonly id: string;
  readonly type: string;
  /** Of the integration that it is from; empty where it does not say. */
  readonly integrationId: string;
  /** Whom it is for. */
  readonly visitorKey: string;
  readonly conversationId: string | undefined;
  /** When it was said; undefined where it does not say. */
  readonly atMs: number | undefined;
  /** By an agent, and not by a flow or a bot. */
  readonly isHuman: boolean;
  readonly text: string;
  readonly content: readonly Readonly<Record<string, unknown>>[];
  /** How long the agent will be typing, in milliseconds; undefined when he is not. */
  readonly typingMs: number | undefined;
}

const USUAL_TYPING_MS = 5_000;

/** True for what was a notification when it was stored. */
export const isNotification = guardOf<Notification>({
  id: isText,
  type: isText,
  integrationId: isText,
  visitorKey: isText,
  conversationId: isLeftOutOr(isText),
  atMs: isLeftOutOr(isNumber),
  isHuman: isFlag,
  text: isText,
  content: isListOf(isObjectOf({})),
  typingMs: isLeftOutOr(isNumber),
});

/** Undefined for what is none, or does not say whom it is for. */
export function readNotification(value: unknown): Notification | undefined {
  const { id, type, channel, conversationId, originatingEntity, text, content, events } = objectOf(value);
  const { id: integrationId, to, time, messageId } = objectOf(channel);
  const known = textOf(id) ?? textOf(messageId);
  const visitorKey = textOf(objectOf(to).id);
  if (known === undefined || visitorKey === undefined) return undefined;
  return {
    id: known,
    type: textOf(type) ?? '',
    integrationId: textOf(integrationId) ?? '',
    visitorKey,
    conversationId: textOf(conversationId),
    atMs: timeOf(time),
    isHuman: originatingEntity !== 'Bot',
    text: textOf(text) ?? '',
    content: listOf(content).map(objectOf),
    typingMs: typingOf(listOf(events).map(objectOf)),
  };
}

function typingOf(events: readonly Readonly<Record<string, unknown>>[]): number | undefined {
  const typing = events.find(({ eventType }) => eventType === 'Typing');
  if (typing === undefined) return undefined;
  return numberOf(objectOf(typing.typing).duration) ?? USUAL_TYPING_MS;
}
