import { notFound } from './answers';
import { Conversation } from './Conversation';
import type { Context } from './context';
import type { Sender } from './inboundSchemas';

/** All conversations, and which of them a visitor's next message belongs to. */
export class Conversations {
  private readonly byId = new Map<string, Conversation>();
  private readonly latest = new Map<string, Conversation>();

  constructor(private readonly context: Context) {}

  /** Open Messaging, threading: the visitor's last conversation, if it is open or was so until lately. */
  threadOf(integrationId: string, visitorId: string): Conversation | undefined {
    const last = this.latest.get(threadKey(integrationId, visitorId));
    const now = this.context.clock.now();
    const continues = last && (last.open || now - last.lastMessageAt < this.context.switches.threadingWindowMs);
    return continues ? last : undefined;
  }

  /** Every conversation that the visitor has had. */
  ofVisitor(integrationId: string, visitorId: string): Conversation[] {
    return this.all().filter((one) => one.integrationId === integrationId && one.visitor.id === visitorId);
  }

  create(integrationId: string, visitor: Sender): Conversation {
    const { clock, random } = this.context;
    const conversation = new Conversation(random.uuid(), integrationId, visitor, clock.now());
    this.byId.set(conversation.id, conversation);
    this.latest.set(threadKey(integrationId, visitor.id), conversation);
    return conversation;
  }

  /** Throws a 404 when there is none. */
  get(id: string): Conversation {
    const conversation = this.byId.get(id);
    if (!conversation) {
      throw notFound(`The conversation with id ${id} was not found.`);
    }
    return conversation;
  }

  find(id: string): Conversation | undefined {
    return this.byId.get(id);
  }

  all(): Conversation[] {
    return [...this.byId.values()];
  }

  clear(): void {
    for (const conversation of this.byId.values()) {
      for (const timer of conversation.timers) {
        this.context.clock.clear(timer);
      }
    }
    this.byId.clear();
    this.latest.clear();
  }
}

const threadKey = (integrationId: string, visitorId: string): string => JSON.stringify([integrationId, visitorId]);
