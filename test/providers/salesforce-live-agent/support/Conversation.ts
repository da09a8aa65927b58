import type { Json } from '../../../../lib/json';
import type { ConversationState } from '../../../../lib/provider';
import { type LiveAgentState, newState, readState } from '../../../../providers/salesforce-live-agent/state';

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

  public get state(): LiveAgentState {
    return readState(this.get());
  }

  /** What another process finds when this one is gone. */
  public stored(): Conversation {
    return new Conversation(this.saved);
  }

  /** A second copy of the present state. */
  public copy(): Conversation {
    return new Conversation(this.get());
  }
}

/** A chat that an agent has joined, unless said otherwise. */
export function aConversation(changes: Partial<LiveAgentState> = {}): Conversation {
  const session = { id: 'S', key: 'K!1!secret', affinityToken: 'A1', clientPollTimeoutMs: 40_000 };
  const state = newState(session, 'https://chat.example.com/chat/rest/');
  return new Conversation({ ...state, sequence: 2, isConnected: true, wasEstablished: true, ...changes });
}
