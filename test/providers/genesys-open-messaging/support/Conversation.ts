import type { Json } from '../../../../lib/json';
import type { ConversationState } from '../../../../lib/provider';
import { type GenesysState, newState, readState } from '../../../../providers/genesys-open-messaging/state';
import { CONVERSATION } from './ScriptedHttp';

export const VISITOR = 'room-1:session-1:0a1b2c3d';

/** A conversation's state as the core keeps it: nothing survives in it but JSON. */
export class Conversation implements ConversationState {
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
    this.saved = this.get();
  }

  public get state(): GenesysState {
    return readState(this.get());
  }

  /** What another process finds when this one is gone. */
  public stored(): Conversation {
    return new Conversation(this.saved);
  }
}

/** An open conversation in which nothing has happened yet but its opening, unless said otherwise. */
export function aConversation(changes: Partial<GenesysState> = {}): Conversation {
  const begun = { ...newState({ visitorKey: VISITOR, nickname: 'Vera' }), conversationId: CONVERSATION, taken: 1 };
  return new Conversation({ ...begun, ...changes });
}

interface Somebody {
  id?: string;
  purpose?: string;
  state?: string;
  name?: string;
  queueId?: string;
  disconnectType?: string;
  /** How many messages he has written, or which. */
  messages?: number | readonly object[];
}

/** A conversation as the Platform API shows it; the visitor, who has said one thing, is in it unless said otherwise. */
export function theConversation(...others: Somebody[]): object {
  const all = others.some(({ purpose }) => purpose === 'customer') ? others : [{ purpose: 'customer' }, ...others];
  const participants = all.map(({ id = 'visitor', state = 'connected', queueId, messages, ...rest }) => ({
    id,
    state,
    ...rest,
    ...(queueId !== undefined && { queue: { id: queueId } }),
    messages: messagesOf(messages ?? (rest.purpose === 'customer' ? 1 : 0)),
  }));
  return { body: { id: CONVERSATION, participants } };
}

const messagesOf = (messages: number | readonly object[]) =>
  typeof messages === 'number' ? Array.from({ length: messages }, () => ({ messageId: 'm' })) : messages;
