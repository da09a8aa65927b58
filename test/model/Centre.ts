import { ProviderError } from '../../lib/ProviderError';
import type { ProviderEvent } from '../../lib/provider';

type Unnamed<Event> = Event extends ProviderEvent ? Omit<Event, 'id'> : never;

/** One conversation as the contact centre knows it. */
export interface CentreConversation {
  readonly key: string;
  readonly sessionId: string;
  readonly roomId: string;
  /** An agent can see it. */
  isBegun: boolean;
  isOver: boolean;
  /** Who ended it. */
  endedBy?: 'agent' | 'app';
  hasAgent: boolean;
  /** The app has tried to end it while the contact centre was out of reach; after half a minute it may give up. */
  wasUnreachable?: boolean;
  readonly events: ProviderEvent[];
  /** What the agent has read of the visitor, by the ids of the messages. */
  readonly heard: Map<string, string>;
  /** What the agent has said. */
  readonly said: string[];
}

/**
 * A contact centre: conversations are announced and then begun, so that what a cut leaves can be closed; a message that
 * comes twice is read once; events are handed out until they are acknowledged.
 */
export class Centre {
  public readonly conversations: CentreConversation[] = [];
  private words = 0;

  /** The key of a conversation that nobody sees yet. */
  public announce({ sessionId, roomId }: { sessionId: string; roomId: string }): string {
    const key = `${sessionId}#${this.conversations.length}`;
    const conversation = { key, sessionId, roomId, isBegun: false, isOver: false, hasAgent: false };
    this.conversations.push({ ...conversation, events: [], heard: new Map(), said: [] });
    return key;
  }

  public begin(key: string): void {
    this.ongoing(key).isBegun = true;
  }

  public read(key: string, { id, text }: { id: string; text: string }): void {
    const { heard } = this.ongoing(key);
    if (!heard.has(id)) heard.set(id, text);
  }

  public missClose(key: string): void {
    this.find(key).wasUnreachable = true;
  }

  public close(key: string): void {
    const conversation = this.find(key);
    if (conversation.isOver) return;
    conversation.isOver = true;
    conversation.endedBy = 'app';
  }

  /** What has happened from the `cursor`th event on. */
  public eventsFrom(key: string, cursor: number): readonly ProviderEvent[] {
    const conversation = this.find(key);
    if (conversation.endedBy === 'app') throw gone();
    return conversation.events.slice(cursor);
  }

  /** The conversations that an agent sees. */
  public open(): CentreConversation[] {
    return this.conversations.filter(({ isBegun, isOver }) => isBegun && !isOver);
  }

  public report(conversation: CentreConversation, event: Unnamed<ProviderEvent>): void {
    conversation.events.push({ id: `${conversation.key}-${conversation.events.length}`, ...event });
  }

  /** The agent says his next word. */
  public say(conversation: CentreConversation): void {
    const text = `agent ${++this.words}`;
    conversation.said.push(text);
    this.report(conversation, { type: 'message', content: { kind: 'text', text } });
  }

  public end(conversation: CentreConversation): void {
    conversation.isOver = true;
    conversation.endedBy = 'agent';
    this.report(conversation, { type: 'ended', reason: 'agent' });
  }

  private ongoing(key: string): CentreConversation {
    const conversation = this.find(key);
    if (conversation.isOver) throw gone();
    return conversation;
  }

  private find(key: string): CentreConversation {
    const found = this.conversations.find((conversation) => conversation.key === key);
    if (!found) throw gone();
    return found;
  }
}

function gone(): ProviderError {
  return new ProviderError('gone', 'there is no such conversation');
}
