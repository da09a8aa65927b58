import type { Conversation } from './Conversation';
import { isoTime } from './context';
import type { Integration } from './Integrations';
import type { StoredFile } from './Media';
import { closed, filledText, open, text } from './schema';
import type { Payload } from './Webhooks';

/** One element of a message's content; ConversationMessageContent. */
interface Content {
  readonly contentType: string;
  readonly [field: string]: unknown;
}

/** What a message says, beside the envelope that all have. */
export interface MessageBody {
  readonly type: 'Text' | 'Structured';
  readonly text?: string;
  readonly content?: readonly Content[];
}

/** Everything that outbound notifications have in common, in the order in which the platform writes it. */
interface Envelope {
  readonly id: string;
  readonly at: number;
  readonly integration: Integration;
  readonly conversation: Conversation;
}

function envelope({ id, at, integration, conversation }: Envelope): Pick<Payload, 'id' | 'conversationId'> {
  const { visitor, attributes } = conversation;
  const channel = {
    id: integration.id,
    platform: 'Open',
    type: 'Private',
    messageId: id,
    to: { id: visitor.id, idType: visitor.idType },
    from: { nickname: integration.name, id: integration.id, idType: 'Opaque' },
    time: isoTime(at),
    metadata: { customAttributes: { ...attributes } },
  };
  return { id, channel, conversationId: conversation.id } as Pick<Payload, 'id' | 'conversationId'>;
}

/** Open Messaging, outbound messages: a message of the flow (`Bot`) or of an agent (`Human`). */
export function messagePayload(parts: Envelope, body: MessageBody, originatingEntity: 'Human' | 'Bot'): Payload {
  const { type, text: said, content } = body;
  return {
    ...envelope(parts),
    type,
    direction: 'Outbound',
    originatingEntity,
    ...(said !== undefined && { text: said }),
    ...(content && { content }),
  };
}

/** Open Messaging, outbound events: that the agent types, for so long unless he does again; there is no end of it. */
export function typingPayload(parts: Envelope): Payload {
  const events = [{ eventType: 'Typing', typing: { type: 'On', duration: 5_000 } }];
  return { ...envelope(parts), type: 'Event', direction: 'Outbound', events };
}

/** A receipt for an inbound message. */
export interface OutboundReceipt {
  readonly status: string;
  readonly reasons?: readonly { readonly code?: string; readonly message: string }[];
  readonly isFinalReceipt?: boolean;
}

/** Open Messaging, receipts for inbound messages, which carry the id of the message. */
export function receiptPayload(parts: Envelope, receipt: OutboundReceipt): Payload {
  const { status, reasons = [], isFinalReceipt = true } = receipt;
  return { ...envelope(parts), type: 'Receipt', direction: 'Outbound', status, reasons, isFinalReceipt };
}

/** Open Messaging, outbound attachments: such a message has no text. */
export function attachmentBody(file: StoredFile, nameField: string): MessageBody {
  const { id, mediaType, url, mime, filename, content } = file;
  const attachment = { id, mediaType, url, mime, [nameField]: filename, contentSizeBytes: content?.length };
  return { type: 'Text', content: [{ contentType: 'Attachment', attachment }] };
}

/** ConversationContentQuickReply. */
export interface QuickReply {
  readonly text: string;
  readonly payload?: string;
}

export function quickRepliesBody(question: string, replies: readonly QuickReply[]): MessageBody {
  const content = replies.map(({ text: label, payload = label }) => ({
    contentType: 'QuickReply',
    quickReply: { text: label, payload, action: 'Message' },
  }));
  return { type: 'Structured', text: question, content };
}

/** ConversationContentCardAction. */
interface CardAction {
  readonly type: 'Link' | 'Postback';
  readonly text: string;
  readonly payload?: string;
  readonly url?: string;
}

/** ConversationContentCard. */
export interface Card {
  readonly title: string;
  readonly description?: string;
  readonly image?: string;
  readonly video?: string;
  readonly actions: readonly CardAction[];
}

export function cardsBody(cards: readonly Card[]): MessageBody {
  const [card] = cards;
  const content =
    cards.length === 1 && card ? { contentType: 'Card', card } : { contentType: 'Carousel', carousel: { cards } };
  return { type: 'Structured', content: [content] };
}

/** ConversationContentDatePicker. */
export interface DatePicker {
  readonly title?: string;
  readonly subtitle?: string;
  /** ISO 8601, with durations in seconds. */
  readonly availableTimes: readonly { readonly dateTime: string; readonly duration: number }[];
}

export function datePickerBody(datePicker: DatePicker): MessageBody {
  return { type: 'Structured', content: [{ contentType: 'DatePicker', datePicker }] };
}

/** ConversationContentNotificationTemplate, with its texts. */
export interface NotificationTemplate {
  readonly header?: string;
  readonly body: string;
  readonly footer?: string;
}

export function notificationBody({ header, body, footer }: NotificationTemplate): MessageBody {
  const template = {
    ...(header !== undefined && { header: { text: header } }),
    body: { text: body, parameters: [] },
    ...(footer !== undefined && { footer: { text: footer } }),
  };
  return { type: 'Structured', text: body, content: [{ contentType: 'Notification', template }] };
}

const action = open(
  { type: { type: 'string', enum: ['Link', 'Postback'] }, text: filledText },
  { payload: text, url: text },
);

/** Schemas of the structured contents, for the control API. */
export const contentSchemas = {
  quickReply: closed({ text: filledText }, { payload: text }),
  card: closed(
    { title: text, actions: { type: 'array', items: action } },
    { description: text, image: text, video: text },
  ),
  availableTime: closed({ dateTime: filledText, duration: { type: 'number' } }),
};
