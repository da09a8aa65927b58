/** What the page shows, as the browser gets it. Times are milliseconds since the Unix epoch. */
export interface PageView {
  /** `preparing` until the first visitor can write, `ready` from then on, `failed` for good. */
  phase: 'preparing' | 'ready' | 'failed';
  /** What is being prepared, or what went wrong. */
  note: string;
  provider: string;
  providers: readonly ProviderChoice[];
  app: AppView;
  life: readonly LifeStep[];
  widget?: WidgetView;
  room?: RoomView;
  console?: ConsoleView;
  faults: readonly FaultView[];
}

/** A contact centre that can be chosen. */
interface ProviderChoice {
  id: string;
  name: string;
}

/** The app's process. */
export interface AppView {
  state: 'running' | 'restarting';
  pid?: number;
  restarts: number;
}

/** Where a handover can stand. */
export type LifeState =
  | 'bot'
  | 'requested'
  | 'starting'
  | 'queued'
  | 'active'
  | 'transferring'
  | 'ending'
  | 'returned'
  | 'closed';

/** One place where the handover has been, or is: the last one. */
export interface LifeStep {
  state: LifeState;
  atMs: number;
  /** The agent, where one is there. */
  detail?: string;
}

/** A file in a conversation. */
interface FileView {
  name: string;
  /** Where it can be had. */
  url?: string;
}

/** Something that was said, as one of the columns shows it. */
export interface SaidView {
  id: string;
  atMs: number;
  /** `system` for what nobody said. */
  from: 'visitor' | 'bot' | 'agent' | 'system';
  name: string;
  text: string;
  file?: FileView;
}

/** The visitor's side. */
export interface WidgetView {
  visitor: string;
  isOpen: boolean;
  /** Who sits on the other side. */
  servedBy: 'bot' | 'agent' | 'nobody';
  isAgentTyping: boolean;
  said: readonly SaidView[];
}

/** The room as Rocket.Chat's own agents see it. */
export interface RoomView {
  id: string;
  isOpen: boolean;
  department: string;
  servedBy: string;
  /** All messages, those of the system too. */
  said: readonly SaidView[];
}

/** An agent of the contact centre. */
export interface AgentView {
  id: string;
  name: string;
  isOnline: boolean;
  /** Takes what is offered to him by himself. */
  acceptsAlone: boolean;
}

/** A conversation as the contact centre's agents see it. */
export interface ConversationView {
  id: string;
  visitor: string;
  state: 'queued' | 'offered' | 'talking' | 'ended';
  /** To whom it is offered, or who talks. */
  agentId?: string;
  said: readonly SaidView[];
}

/** What agents can do at some contact centres only. */
export type ConsoleAbility = 'send-file' | 'ask-for-file';

/** The contact centre's console. */
export interface ConsoleView {
  name: string;
  abilities: readonly ConsoleAbility[];
  agents: readonly AgentView[];
  /** Newest first. */
  conversations: readonly ConversationView[];
}

/** Something that can be broken on purpose. */
export interface FaultView {
  id: FaultId;
  label: string;
  hint: string;
}

export type FaultId = 'kill' | 'drop' | 'refuse' | 'offline';

/** One thing that went over the wire, without its secrets. */
export interface WireEntry {
  id: string;
  kind: 'http' | 'call' | 'event';
  atMs: number;
  /** How long it took; missing while it goes on. */
  tookMs?: number;
  from: string;
  to: string;
  title: string;
  /** How it went, such as a status. */
  outcome: string;
  isFailure: boolean;
  parts: readonly WirePart[];
}

/** A part of what can be seen of a {@link WireEntry}. */
export interface WirePart {
  title: string;
  text: string;
}

/** What can be done on the page, and what has to be said for it. */
export interface Acts {
  'choose-provider': { provider: string };
  'new-visitor': Record<string, never>;
  'visitor-say': { text: string };
  'visitor-file': SentFile;
  accept: { conversation: string };
  decline: { conversation: string };
  say: { conversation: string; text: string };
  type: { conversation: string };
  file: { conversation: string } & SentFile;
  'ask-for-file': { conversation: string };
  transfer: { conversation: string; agentId: string };
  end: { conversation: string };
  agent: { agentId: string; isOnline: boolean; acceptsAlone: boolean };
  fault: { id: FaultId };
}

/** A file on its way to the server. */
export interface SentFile {
  name: string;
  mediaType: string;
  base64: string;
}
