import type { NewProvider } from '../support/addProvider';

/** One conversation of a visitor's at a contact centre. */
export interface CentreConversation {
  readonly id: string;
  /** The visitor's name as the app has told it. */
  readonly visitorName: string;
  /** `open` while no agent is there. */
  readonly state: 'open' | 'connected' | 'ended';
  /**
   * When the app was last there for it, in milliseconds since the Unix epoch; now, while it polls or streams. At a contact
   * centre that calls the app, it is there as long as no call about the conversation waits for its answer.
   */
  readonly followedAtMs: number;
  /**
   * When a contact centre that calls the app, and waits before it calls again, last began a call in vain about something
   * that the app has not answered yet.
   */
  readonly missedAtMs?: number;
}

/** An app that a contact centre gets ready for. */
export interface ConnectedApp {
  /** Name of the department that the contact centre is to serve. */
  readonly department: string;
  /** URLs of the servers that the app can be called at, which become fewer. */
  servers(): readonly string[];
  /** Sets up a provider that is none of the settings'; answers the path that its webhook has on every server. */
  addProvider(provider: NewProvider): Promise<string>;
}

/** What a kill run needs of a contact centre: its agents, and a look behind its scenes. */
export interface ContactCentre {
  /** Gets ready for an app; answers the settings that connect it with the contact centre. */
  connect(app: ConnectedApp): Promise<Readonly<Record<string, unknown>>>;
  /** Lets some of everything go wrong from now on that the app has to cope with. */
  goWrong(): Promise<void>;
  /** Every conversation there has been with a visitor of this name, oldest first. */
  conversationsOf(visitorName: string): Promise<readonly CentreConversation[]>;
  /** Every conversation that is not over, oldest first. */
  goingOn(): Promise<readonly CentreConversation[]>;
  /** The visitor's words in a conversation, as the agents saw them and in that order. */
  heard(id: string): Promise<readonly string[]>;
  /** The agent of a conversation says something. */
  say(id: string, text: string): Promise<void>;
  /** The agent ends a conversation. */
  end(id: string): Promise<void>;
  /** Everything that goes on though it should be over, a sentence each. */
  ghosts(): Promise<readonly string[]>;
  /** Whenever two were seen to listen to one conversation at once, a sentence each. */
  readonly doubleListeners: readonly string[];
  close(): Promise<void>;
}
