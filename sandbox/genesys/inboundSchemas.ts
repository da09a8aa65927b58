import { bodyReader, dateTime, filledText, flag, oneOf, open, text, textMap } from './schema';

/** OpenMessagingFromRecipient: who writes. */
export interface Sender {
  readonly id: string;
  readonly idType: string;
  readonly nickname?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly image?: string;
  readonly email?: string;
}

interface InboundChannel {
  readonly from: Sender;
  /** ISO 8601. */
  readonly time: string;
  readonly messageId?: string;
  readonly metadata?: { readonly customAttributes?: Readonly<Record<string, string>> };
}

/** OpenContentAttachment. */
export interface InboundAttachment {
  readonly mediaType: string;
  readonly url: string;
  readonly mime: string;
  readonly id?: string;
  readonly text?: string;
  readonly sha256?: string;
  readonly filename?: string;
}

/** OpenInboundNormalizedMessage. */
export interface InboundMessage {
  readonly channel: InboundChannel;
  readonly text?: string;
  readonly content?: readonly { readonly attachment: InboundAttachment }[];
  readonly metadata?: Readonly<Record<string, string>>;
}

/** OpenInboundNormalizedEvent. */
export interface InboundEvent {
  readonly channel: InboundChannel;
  readonly events: readonly { readonly eventType: string }[];
}

/** OpenInboundNormalizedReceipt. */
export interface InboundReceipt {
  readonly id: string;
  readonly channel: { readonly to: { readonly id: string }; readonly time: string };
  readonly status: string;
  readonly reasons?: readonly { readonly code?: string; readonly message: string }[];
  readonly isFinalReceipt?: boolean;
}

/** OpenInboundStructuredResponseMessage. */
export interface InboundResponse {
  readonly channel: InboundChannel;
  readonly buttonResponse: {
    readonly id?: string;
    readonly type: string;
    readonly text: string;
    readonly payload: string;
  };
  readonly originatingMessageId: string;
}

/** OpenNormalizedMessage, of the deprecated endpoint. */
export interface AnyInbound {
  readonly type: 'Text' | 'Structured' | 'Event' | 'Receipt';
  readonly channel: {
    readonly id?: string;
    readonly to: { readonly id: string };
    readonly from?: { readonly id?: string };
  };
}

const reasonCodes = [
  'MessageExpired',
  'RateLimited',
  'MessageNotAllowed',
  'GeneralError',
  'UnsupportedMessage',
  'UnknownMessage',
  'InvalidMessageStructure',
  'InvalidDestination',
  'ServerError',
  'MediaTypeNotAllowed',
  'InvalidMediaContentLength',
  'RecipientOptedOut',
  'DataFiltered',
];

const names = { nickname: text, firstName: text, lastName: text, image: text, email: text };
const idType = oneOf(['Email', 'Phone', 'Opaque']);
const from = open({ id: filledText, idType }, names);
const to = open({ id: filledText }, { idType, ...names });
/** Participant data are strings. They belong here; the metadata of a message are strings themselves. */
const channelMetadata = open({}, { customAttributes: textMap });
const channel = open({ from, time: dateTime }, { messageId: filledText, metadata: channelMetadata });

const attachment = open(
  { mediaType: oneOf(['Image', 'Video', 'Audio', 'File', 'Link']), url: filledText, mime: filledText },
  { id: text, text, sha256: text, filename: text },
);
const content = {
  type: 'array',
  maxItems: 1,
  items: open({ attachment }, { contentType: oneOf(['Attachment']) }),
};
const reason = open({ message: text }, { code: oneOf(reasonCodes) });

/** Open Messaging, inbound messages: one attachment at most. */
export const readMessage = bodyReader<InboundMessage>(open({ channel }, { text, content, metadata: textMap }));

/** Open Messaging, inbound events: typing is all there is. */
export const readEvent = bodyReader<InboundEvent>(
  open({
    channel: open({ from, time: dateTime }),
    events: { type: 'array', minItems: 1, items: open({ eventType: oneOf(['Typing']) }) },
  }),
);

/** Open Messaging, inbound receipts: a visitor's reading cannot be told. */
export const readReceipt = bodyReader<InboundReceipt>(
  open(
    {
      id: filledText,
      channel: open({ to, time: dateTime }),
      status: oneOf(['Sent', 'Delivered', 'Failed', 'Published', 'Removed']),
    },
    { reasons: { type: 'array', items: reason }, isFinalReceipt: flag },
  ),
);

/** Open Messaging, inbound structured responses. */
export const readResponse = bodyReader<InboundResponse>(
  open({
    channel,
    buttonResponse: open({ type: filledText, text, payload: text }, { id: text }),
    originatingMessageId: filledText,
  }),
);

/** The deprecated endpoint for messages of every type, which also names the integration in its channel. */
export const readAny = bodyReader<AnyInbound>(
  open(
    {
      type: oneOf(['Text', 'Structured', 'Event', 'Receipt']),
      channel: open({ to: open({ id: filledText }) }, { id: text, from: open({}, { id: text }) }),
    },
    { direction: oneOf(['Inbound', 'Outbound']) },
  ),
);
