import { Conflict } from '../contactCentre/controlHandlers';
import type { Conversation, Entry, Participant } from './Conversation';
import type { Context } from './context';
import type { Integrations } from './Integrations';
import {
  type MessageBody,
  messagePayload,
  type OutboundReceipt,
  receiptPayload,
  typingPayload,
} from './outboundMessages';
import type { Payload, Webhooks } from './Webhooks';

interface Parts {
  readonly integrations: Integrations;
  readonly webhooks: Webhooks;
}

/** Everything that goes from the platform to the visitor's side. */
export class Outbox {
  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  /** A message of the inbound message flow. */
  sayAsFlow(conversation: Conversation, text: string): void {
    const payload = this.message(conversation, { type: 'Text', text }, 'Bot');
    const flow = conversation.participants.filter(({ purpose }) => purpose === 'workflow').at(-1);
    conversation.entries.push({ ...this.entry(payload), from: 'flow', participantId: flow?.id, text });
  }

  /** A message of an agent; gives back what went out. */
  sayAsAgent(conversation: Conversation, agent: Participant, body: MessageBody): Payload {
    const payload = this.message(conversation, body, 'Human');
    const { text, content } = body;
    const { id: participantId, name } = agent;
    conversation.entries.push({ ...this.entry(payload), from: 'agent', name, participantId, text, detail: content });
    return payload;
  }

  typing(conversation: Conversation): Payload {
    return this.send(conversation, this.context.random.hex(32), typingPayload);
  }

  /** A receipt for an inbound message with this platform id. */
  receipt(conversation: Conversation, messageId: string, receipt: OutboundReceipt): Payload {
    return this.send(conversation, messageId, (envelope) => receiptPayload(envelope, receipt));
  }

  private message(conversation: Conversation, body: MessageBody, origin: 'Human' | 'Bot'): Payload {
    const payload = this.send(conversation, this.context.random.hex(32), (envelope) =>
      messagePayload(envelope, body, origin),
    );
    conversation.lastMessageAt = this.context.clock.now();
    conversation.sent.push({ id: payload.id, payload, receipts: [] });
    return payload;
  }

  private send(
    conversation: Conversation,
    id: string,
    build: (envelope: Parameters<typeof typingPayload>[0]) => Payload,
  ): Payload {
    const integration = this.parts.integrations.all.get(conversation.integrationId);
    if (!integration) {
      throw new Conflict('The integration was deleted');
    }
    const payload = build({ id, at: this.context.clock.now(), integration, conversation });
    this.parts.webhooks.send(integration, payload);
    return payload;
  }

  private entry({ id }: Payload): Omit<Entry, 'from'> {
    return { at: this.context.clock.now(), kind: 'message', id };
  }
}
