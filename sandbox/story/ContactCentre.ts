import type { SandboxClient } from '../client';

/** Who sits at the consoles of a contact centre. */
export type AgentName = 'Ana' | 'Ben';

/** The app that is to be connected with a contact centre. */
export interface ConnectedApp {
  readonly id: string;
  /** Where Rocket.Chat answers. */
  readonly url: string;
  readonly client: SandboxClient;
}

/** A file of the agent's. */
export interface StoryFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** A simulated contact centre as the story needs it: its agents, what they do, and what they see. */
export interface ContactCentre {
  /** As the story calls it. */
  readonly name: string;
  readonly url: string;
  readonly controlUrl: string;
  /** The department whose rooms it is to serve. */
  readonly department: string;
  /** Whether visitors hear of their place in the queue. */
  readonly tellsPlaces: boolean;
  /** What an agent reads who has offered choices, and is answered with the number of one. */
  readonly readsChoicesAs: 'title' | 'number';

  /**
   * Has the app serve the department through this contact centre, also after another one did; the department and the
   * bridge agent are there.
   */
  connect(app: ConnectedApp): Promise<void>;
  /** Both agents are there, and have no room for anybody yet. */
  openConsoles(): Promise<void>;
  /** The id of the open conversation with a visitor of this name; undefined while there is none. */
  conversationOf(visitor: string): Promise<string | undefined>;
  /** An agent makes room for one more, which is offered to him at once, and takes it. */
  take(conversation: string, agent: AgentName): Promise<void>;
  say(conversation: string, text: string): Promise<void>;
  startTyping(conversation: string): Promise<void>;
  offerChoices(conversation: string, text: string, titles: readonly string[]): Promise<void>;
  /** Where visitors may send a file only when they are asked to. */
  askForFile?(conversation: string): Promise<void>;
  /** Where agents can send files. */
  sendFile?(conversation: string, file: StoryFile): Promise<void>;
  /** What the agents have seen of the visitor: his words, his answers and the names of his files. */
  seen(conversation: string): Promise<readonly string[]>;
  /** The agent passes the conversation on to another one, who takes it. */
  passOn(conversation: string, agent: AgentName): Promise<void>;
  end(conversation: string): Promise<void>;
}
