import type { ConnectedApp, ContactCentre } from '../../kill/ContactCentre';

/** A fault as the control API of a contact centre takes it. */
export type CentreFault = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** A contact centre whose two agents do what they are told, and nothing by themselves. */
export interface Consoles {
  readonly centre: ContactCentre;
  /** What can go wrong at the contact centre without anything being lost, by a name for each. */
  readonly faults: Readonly<Record<string, readonly CentreFault[]>>;
  /** Has the app serve a department through the contact centre; answers settings that are needed for that. */
  connect(app: ConnectedApp): Promise<Readonly<Record<string, unknown>>>;
  /** An agent takes a conversation that waits. */
  take(id: string): Promise<void>;
  /** The agent gives the conversation to his colleague, who takes it. */
  passOn(id: string): Promise<void>;
  /** The agent gives the conversation back to the queue. */
  stepOut(id: string): Promise<void>;
  startTyping(id: string): Promise<void>;
  /** Where a visitor may send a file only when he is asked to. */
  askForFile?(id: string): Promise<void>;
  /** Where agents can send files. */
  sendFile?(id: string, name: string): Promise<void>;
  /** Names of the visitor's files, as the agents learned them. */
  filesSeen(id: string): Promise<readonly string[]>;
  /** Where a contact centre can forget a conversation, and everybody knows that it is over. */
  lose?(id: string): Promise<void>;
  /** Everything that goes on though it should be over, a sentence each. */
  ghosts(): Promise<readonly string[]>;
  /** Lets something go wrong until the answer is called. */
  goWrong(fault: CentreFault): Promise<() => Promise<void>>;
}

/** What is in every file. */
export const FILE_CONTENT = Buffer.from('%PDF-1.4\n% nothing to see\n');
export const FILE_TYPE = 'application/pdf';
