import type { Conversation, DisconnectType } from './Conversation';
import type { Context } from './context';
import type { Participants } from './Participants';
import type { Routing } from './Routing';

/** Ends conversations. Nothing of it goes out on the webhook: Open Messaging has no event for it. */
export class Endings {
  constructor(
    private readonly context: Context,
    private readonly parts: { readonly participants: Participants; readonly routing: Routing },
  ) {}

  /** The agent is done, which disconnects the visitor too. */
  byAgent(conversation: Conversation): void {
    this.end(conversation, { agent: 'client', customer: 'peer', event: 'ended' });
  }

  /** The visitor has left, which the agent is told. */
  byVisitor(conversation: Conversation): void {
    this.end(conversation, { agent: 'peer', customer: 'client', event: 'visitor-left' });
  }

  /** Everybody is disconnected at once. */
  bySystem(conversation: Conversation): void {
    this.end(conversation, { agent: 'system', customer: 'system', event: 'ended' });
  }

  /** Harmless when it has ended before. */
  private end(
    conversation: Conversation,
    why: { agent: DisconnectType; customer: DisconnectType; event: string },
  ): void {
    if (!conversation.open) {
      return;
    }
    const now = this.context.clock.now();
    this.parts.routing.withdraw(conversation);
    for (const participant of conversation.participants) {
      this.parts.participants.disconnect(
        conversation,
        participant,
        participant.purpose === 'customer' ? why.customer : why.agent,
      );
    }
    conversation.endTime = now;
    conversation.visitorTypes = false;
    conversation.entries.push({ at: now, from: 'system', kind: why.event });
    this.parts.routing.serveQueues();
  }
}
