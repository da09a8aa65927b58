import type { StoryFile } from '../../story/ContactCentre';
import type { AgentView, ConsoleAbility, ConversationView } from '../PageView';

/** How an agent is to be. */
export interface AgentState {
  readonly isOnline: boolean;
  readonly acceptsAlone: boolean;
}

/**
 * What agents of a contact centre do and see, the same at all of them. Every act rejects with the contact centre's own
 * words when it is not possible now.
 */
export interface Console {
  readonly abilities: readonly ConsoleAbility[];
  /** What {@link breakConnection} breaks, as a button says it. */
  readonly connection: { readonly label: string; readonly hint: string };

  agents(): Promise<AgentView[]>;
  /** Newest first. */
  conversations(): Promise<ConversationView[]>;
  setAgent(agentId: string, state: AgentState): Promise<void>;

  /** By the agent to whom it is offered. */
  accept(conversation: string): Promise<void>;
  decline(conversation: string): Promise<void>;
  say(conversation: string, text: string): Promise<void>;
  startTyping(conversation: string): Promise<void>;
  /** With the ability `send-file`. */
  sendFile?(conversation: string, file: StoryFile): Promise<void>;
  /** With the ability `ask-for-file`. */
  askForFile?(conversation: string): Promise<void>;
  /** To another agent, who may have to accept. */
  transfer(conversation: string, agentId: string): Promise<void>;
  end(conversation: string): Promise<void>;

  /** Breaks what the app hears the contact centre by, once. */
  breakConnection(): Promise<void>;
  /** Answers the next `times` calls of the app with 503. */
  refuseCalls(times: number): Promise<void>;
}
