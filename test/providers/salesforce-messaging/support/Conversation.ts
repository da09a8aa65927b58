import type { Json } from '../../../../lib/json';
import type { ConversationState } from '../../../../lib/provider';
import { type MessagingState, newState, readState } from '../../../../providers/salesforce-messaging/state';

export const CONVERSATION_ID = '0b5e1d0e-2f7c-4c7e-9a33-0a1b2c3d4e5f';

/** A conversation's state as the core keeps it: nothing survives in it but JSON. */
export class Conversation implements ConversationState {
  public saves = 0;
  private saved: Json;

  constructor(private json: Json) {
    this.saved = json;
  }

  public get(): Json {
    return JSON.parse(JSON.stringify(this.json));
  }

  public set(next: Json): void {
    this.json = next;
  }

  public async save(): Promise<void> {
    this.saves++;
    this.saved = this.get();
  }

  public get state(): MessagingState {
    return readState(this.get());
  }

  /** What another process finds when this one is gone. */
  public stored(): Conversation {
    return new Conversation(this.saved);
  }
}

/** An open conversation of an anonymous visitor in which nothing has happened yet, unless said otherwise. */
export function aConversation(changes: Partial<MessagingState> = {}): Conversation {
  const token = { accessToken: 'token-1', expiresAtMs: null, identity: null, lastEventId: '7' };
  return new Conversation({ ...newState({ conversationId: CONVERSATION_ID, ...token }), ...changes });
}
