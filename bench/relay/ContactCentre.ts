import type { NewProvider } from '../../test/support/addProvider';
import type { DirectChat } from './DirectChat';

/** How soon the agent takes a conversation. */
export const ACCEPT_AFTER_MS = 100;
/** Room for everybody. */
export const CAPACITY = 1_000_000;

/** The app whose sessions are measured. */
export interface ConnectedApp {
  /** Of its server. */
  readonly url: string;
  /** Name of the department that the contact centre is to serve. */
  readonly department: string;
  /** Sets up a provider that is none of the settings'; answers the path that its webhook has. */
  addProvider(provider: NewProvider): Promise<string>;
}

/**
 * A simulated contact centre in a process of its own, with one agent, who has room for everybody and takes every
 * conversation after 0.1 s. Times are the simulator's own, in milliseconds since the Unix epoch.
 */
export abstract class ContactCentre {
  /** Arrival at the agent, by text. */
  readonly heardAtMs = new Map<string, number>();
  /** When the agent said it, by text. */
  readonly saidAtMs = new Map<string, number>();
  private readonly acceptances = new Map<string, number>();
  private readonly ids = new Map<string, string>();

  /** Gets ready for an app; answers the settings that connect it with the simulator. */
  abstract connect(app: ConnectedApp): Promise<Readonly<Record<string, unknown>>>;
  /** Opens a chat past the app; resolves when it was requested, before the agent has taken it. */
  abstract openDirectChat(visitor: string): Promise<DirectChat>;
  abstract close(): Promise<void>;

  protected abstract listConversations(): Promise<ReadonlyArray<{ readonly id: string; readonly visitor: string }>>;
  protected abstract sayIn(conversation: string, text: string): Promise<unknown>;
  protected abstract endOne(conversation: string): Promise<unknown>;

  /**
   * The longest that news of one among so many sessions lies here before the app asks for it; 0 where the app hears of it
   * at once.
   */
  pollingMs(_sessions: number): number {
    return 0;
  }

  /** Brings the times up to date, where the contact centre does not tell of everything as it happens. */
  async catchUp(): Promise<void> {}

  /** Looks up whose conversations there are. Must come before anything that names a visitor. */
  async meetVisitors(): Promise<void> {
    for (const { id, visitor } of await this.listConversations()) this.ids.set(visitor, id);
    await this.catchUp();
  }

  /** When the agent took the visitor's conversation. */
  acceptedAtMs(visitor: string): number {
    return this.acceptances.get(this.idOf(visitor)) ?? Number.NaN;
  }

  /** The agent says something to a visitor. */
  async say(visitor: string, text: string): Promise<void> {
    await this.sayIn(this.idOf(visitor), text);
  }

  /** The agent ends the conversations with these visitors. */
  async end(visitors: readonly string[]): Promise<void> {
    await Promise.all(visitors.map((visitor) => this.endOne(this.idOf(visitor))));
  }

  protected noteAccepted(conversation: string, atMs: number): void {
    this.acceptances.set(conversation, atMs);
  }

  private idOf(visitor: string): string {
    const id = this.ids.get(visitor);
    if (id === undefined) throw new Error(`The contact centre has no conversation with ${visitor}`);
    return id;
  }
}
