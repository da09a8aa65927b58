import type { InboundEvent, InboundMessage, InboundReceipt, InboundResponse } from './inboundSchemas';

/** What the answers to inbound calls have in common. */
interface Origin {
  /** The platform's id. */
  readonly id: string;
  readonly integrationId: string;
}

interface Channel {
  readonly from: unknown;
  readonly time: string;
  readonly messageId?: string;
  readonly metadata?: unknown;
}

/** OpenMessagingChannel of something that came in. */
function channelOf({ id, integrationId }: Origin, channel: Channel): Record<string, unknown> {
  return {
    id: integrationId,
    platform: 'Open',
    type: 'Private',
    messageId: channel.messageId ?? id,
    to: { id: integrationId },
    from: channel.from,
    time: channel.time,
    ...(channel.metadata !== undefined && { metadata: channel.metadata }),
  };
}

/** OpenMessageNormalizedMessage; the id of the conversation is there only when it was asked for. */
export function normalizedMessage(
  origin: Origin,
  message: InboundMessage,
  conversationId: string | undefined,
): Record<string, unknown> {
  const content = (message.content ?? []).map(({ attachment }) => ({ contentType: 'Attachment', attachment }));
  return {
    id: origin.id,
    channel: channelOf(origin, message.channel),
    type: 'Text',
    ...(message.text !== undefined && { text: message.text }),
    content,
    direction: 'Inbound',
    ...(message.metadata && { metadata: message.metadata }),
    ...(conversationId !== undefined && { conversationId }),
  };
}

/** OpenEventNormalizedMessage. */
export function normalizedEvent(origin: Origin, { channel, events }: InboundEvent): Record<string, unknown> {
  return { id: origin.id, channel: channelOf(origin, channel), type: 'Event', direction: 'Inbound', events };
}

/** OpenStructuredResponseNormalizedMessage. */
export function normalizedResponse(
  origin: Origin,
  { channel, buttonResponse, originatingMessageId }: InboundResponse,
): Record<string, unknown> {
  const content = [{ contentType: 'ButtonResponse', buttonResponse: { ...buttonResponse, originatingMessageId } }];
  return {
    id: origin.id,
    channel: channelOf(origin, channel),
    type: 'Structured',
    text: buttonResponse.text,
    direction: 'Inbound',
    content,
  };
}

/** OpenReceiptNormalizedMessage; the direction is that of the message that it is for. */
export function normalizedReceipt(integrationId: string, receipt: InboundReceipt): Record<string, unknown> {
  const { id, channel, status, reasons = [], isFinalReceipt = true } = receipt;
  return {
    id,
    channel: {
      id: integrationId,
      platform: 'Open',
      type: 'Private',
      messageId: id,
      to: channel.to,
      from: { id: integrationId, idType: 'Opaque' },
      time: channel.time,
    },
    type: 'Receipt',
    status,
    reasons,
    isFinalReceipt,
    direction: 'Outbound',
  };
}
