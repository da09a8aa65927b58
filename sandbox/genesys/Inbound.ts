import { badRequest } from './answers';
import type { Conversation, Entry, SentMessage } from './Conversation';
import type { Conversations } from './Conversations';
import type { Context } from './context';
import type { Integrations } from './Integrations';
import { normalizedEvent, normalizedMessage, normalizedReceipt, normalizedResponse } from './inboundAnswers';
import { readEvent, readMessage, readReceipt, readResponse, type Sender } from './inboundSchemas';
import type { Media } from './Media';
import type { Outbox } from './Outbox';
import type { Participants } from './Participants';
import type { Routing } from './Routing';

interface Parts {
  readonly integrations: Integrations;
  readonly conversations: Conversations;
  readonly participants: Participants;
  readonly routing: Routing;
  readonly media: Media;
  readonly outbox: Outbox;
}

type Answered = Record<string, unknown>;

/** Open Messaging, inbound: what visitors' systems tell the platform. All of it is answered with what was understood. */
export class Inbound {
  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  /** There is no idempotency: a message that is sent twice reaches the agent twice, with the same `messageId`. */
  message(integrationId: string, body: unknown, prefetchConversationId: boolean): Answered {
    this.parts.integrations.getActive(integrationId);
    const message = readMessage(body);
    const [item] = message.content ?? [];
    if (!message.text && !item) {
      throw badRequest('text or content is required');
    }
    const { channel, text } = message;
    const id = this.context.random.hex(32);
    const conversation = this.conversationFor(integrationId, channel.from, channel.metadata?.customAttributes);
    const attachment = item && this.parts.media.fetch(item.attachment);
    const { time, messageId } = channel;
    this.record(conversation, { kind: 'message', id, messageId, time, text, attachment, detail: message.metadata });
    this.begin(conversation);
    if (this.context.switches.publishedReceipts) {
      this.parts.outbox.receipt(conversation, id, { status: 'Published' });
    }
    return normalizedMessage({ id, integrationId }, message, prefetchConversationId ? conversation.id : undefined);
  }

  /** Typing, which begins no conversation. */
  event(integrationId: string, body: unknown): Answered {
    this.parts.integrations.getActive(integrationId);
    const event = readEvent(body);
    const conversation = this.parts.conversations.threadOf(integrationId, event.channel.from.id);
    if (conversation?.open) {
      conversation.visitorTypes = true;
      this.note(conversation, { kind: 'typing', time: event.channel.time });
    }
    return normalizedEvent({ id: this.context.random.hex(32), integrationId }, event);
  }

  /** A receipt is always answered with success; for a message that was never sent, the answer itself says `Failed`. */
  receipt(integrationId: string, body: unknown): Answered {
    this.parts.integrations.getActive(integrationId);
    const receipt = readReceipt(body);
    const message = this.sentTo(integrationId, receipt.channel.to.id, receipt.id);
    if (!message) {
      const reasons = [{ code: 'UnknownMessage', message: 'Message was unknown.' }];
      return normalizedReceipt(integrationId, { ...receipt, status: 'Failed', reasons });
    }
    const { status, reasons = [], isFinalReceipt = true } = receipt;
    message.receipts.push({ at: this.context.clock.now(), status, reasons, isFinalReceipt });
    return normalizedReceipt(integrationId, receipt);
  }

  /** The visitor's choice among what a structured message offered. */
  response(integrationId: string, body: unknown): Answered {
    this.parts.integrations.getActive(integrationId);
    const response = readResponse(body);
    const { channel, buttonResponse, originatingMessageId } = response;
    const offer = this.sentTo(integrationId, channel.from.id, originatingMessageId);
    if (offer?.payload.type !== 'Structured') {
      throw badRequest(`There is no structured message with id ${originatingMessageId}`);
    }
    const id = this.context.random.hex(32);
    const conversation = this.conversationFor(integrationId, channel.from, channel.metadata?.customAttributes);
    const { time, messageId } = channel;
    const detail = { ...buttonResponse, originatingMessageId };
    this.record(conversation, { kind: 'response', id, messageId, time, text: buttonResponse.text, detail });
    this.begin(conversation);
    return normalizedResponse({ id, integrationId }, response);
  }

  private sentTo(integrationId: string, visitorId: string, messageId: string): SentMessage | undefined {
    const conversations = this.parts.conversations.ofVisitor(integrationId, visitorId);
    return conversations.flatMap(({ sent }) => sent).find(({ id }) => id === messageId);
  }

  /** The conversation that the visitor's message goes to, with what the message says about him. */
  private conversationFor(
    integrationId: string,
    sender: Sender,
    attributes: Readonly<Record<string, string>> = {},
  ): Conversation {
    const { conversations } = this.parts;
    const found = conversations.threadOf(integrationId, sender.id);
    const conversation = found ?? conversations.create(integrationId, sender);
    conversation.visitor = sender;
    Object.assign(conversation.attributes, attributes);
    return conversation;
  }

  /** Lets the flow have a conversation that is new, or that the visitor takes up again. */
  private begin(conversation: Conversation): void {
    const { participants, routing, outbox } = this.parts;
    const isRunning = conversation.open && conversation.customer;
    if (isRunning) {
      return;
    }
    conversation.endTime = undefined;
    participants.admitCustomer(conversation);
    const flow = participants.admitFlow(conversation);
    const { flowGreeting } = this.context.switches;
    if (flowGreeting !== '') {
      outbox.sayAsFlow(conversation, flowGreeting);
    }
    participants.disconnect(conversation, flow, 'transfer');
    const queue = routing.chooseQueue(conversation);
    if (queue) {
      routing.enqueue(conversation, queue);
    }
  }

  private record(conversation: Conversation, entry: Omit<Entry, 'at' | 'from'>): void {
    conversation.lastMessageAt = this.context.clock.now();
    conversation.visitorTypes = false;
    this.note(conversation, entry);
  }

  private note(conversation: Conversation, entry: Omit<Entry, 'at' | 'from'>): void {
    conversation.entries.push({ at: this.context.clock.now(), from: 'visitor', ...entry });
  }
}
