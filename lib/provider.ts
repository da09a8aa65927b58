import type { Json } from './json';

/**
 * What the core asks of every contact centre. This required part is kept small; everything else a contact centre may be
 * able to do is an interface of its own below, and `abilities.ts` tells which of them a provider has.
 *
 * All methods throw `ProviderError` and nothing else on purpose. None of them retries for longer than the call itself is
 * worth: retrying over time is the core's work, and so are deadlines, order and what the visitor is told.
 */
export interface Provider {
  /** Names of the custom fields of a room that others fill in for the contact centre; passed on as attributes. */
  readonly roomFields?: readonly string[];
  /**
   * Opens a conversation and leaves in `conversation` what is needed to go on with it from any app instance. It exists at
   * the contact centre when this resolves, and does not when it throws. A provider that opens in several calls saves
   * after the first, so that what a cut leaves half-open can be closed.
   */
  open(conversation: ConversationState, request: OpenRequest): Promise<void>;
  /**
   * Delivers one message of the visitor's. Called for one message of a conversation at a time, in order. When a call was
   * cut off, the same message comes again with the state from before it, and must not appear twice at the agent's where
   * the protocol can prevent that.
   */
  send(conversation: ConversationState, message: OutgoingMessage): Promise<void>;
  /** Ends the conversation at the contact centre. A conversation that is over already is a success. */
  close(conversation: ConversationState, reason: CloseReason): Promise<void>;
}

/**
 * The provider's own state of one conversation, opaque to the core: plain JSON, secrets included, never shown anywhere.
 * The provider replaces it synchronously whenever it changes; the core stores it before each message it sends.
 */
export interface ConversationState {
  get(): Json;
  set(next: Json): void;
  /**
   * Stores it. `receive` awaits this before it tells the contact centre that events have arrived, so that a cut between
   * the two brings the events again instead of losing them. Throws when this instance no longer owns the conversation.
   */
  save(): Promise<void>;
}

/** For contact centres that must be asked for news, by polling or a stream. */
export interface ReceivingProvider extends Provider {
  /**
   * Listens until the conversation has ended, `signal` aborts, or it fails. Hands over one event at a time, in order, and
   * waits for each to be applied before it lets the contact centre forget it: after a cut the same events come again,
   * with the same ids.
   */
  receive(
    conversation: ConversationState,
    signal: AbortSignal,
    emit: (event: ProviderEvent) => Promise<void>,
  ): Promise<void>;
}

/** For contact centres that can say whether somebody is there. */
export interface AvailabilityProvider extends Provider {
  /** One answer per target, in their order. No targets means the target of the settings. */
  availability(targets: readonly string[]): Promise<Availability[]>;
}

/** For contact centres that take files of the visitor's. */
export interface FileProvider extends Provider {
  /** Delivers a file. Throws `ProviderError` of kind `rejected` when the contact centre does not want it now. */
  sendFile(conversation: ConversationState, file: OutgoingFile): Promise<void>;
}

/** For contact centres that file a conversation under an id which can be quoted to their support. */
export interface QuotableProvider extends Provider {
  /**
   * The id, by the state of the conversation; undefined while nobody knows it. It is no secret.
   *
   * @throws ProviderError of kind `gone` for a state that cannot be read
   */
  quotedId(resume: Json): string | undefined;
}

/** For contact centres whose files can be fetched, so that they reach the visitor as files and not as links. */
export interface FileSource extends Provider {
  /** The content of a file that an agent sent. Throws `ProviderError`; the visitor gets the link then. */
  fetchFile(conversation: ConversationState, file: IncomingFile): Promise<Buffer>;
}

/** For contact centres that want to know when an idle visitor was warned, and when he spoke again. */
export interface IdleProvider extends Provider {
  idleWarning(conversation: ConversationState, isWarned: boolean): Promise<void>;
}

/** For contact centres that tell what happens by calling a webhook of the app, which any of its instances may get. */
export interface WebhookProvider extends Provider {
  /**
   * What a call tells, and whose it is; nothing where it is of no use to anybody. Answers at once: everything that takes
   * time is for `hear`.
   *
   * @throws ProviderError of kind `rejected` for a call that is not authentic
   */
  onWebhook(request: WebhookRequest): Promise<readonly News[]>;
  /**
   * Makes events of news, on the instance that carries the conversation; one after the other, in the order of their
   * times. Hands over nothing for news that it has heard before. Waits for each event to be applied.
   */
  hear(conversation: ConversationState, news: News, emit: (event: ProviderEvent) => Promise<void>): Promise<void>;
  /**
   * Whether `hear` would find out that something before these news is missing. Others are given a moment, in which what
   * they have overtaken can come.
   */
  noticesGaps(news: News): boolean;
  /** Tells the contact centre that nobody is there for these news any more. Never throws. */
  refuse(news: News): Promise<void>;
}

/** A call of a webhook, as far as the host gives it to an app: there are no bytes of the body. */
export interface WebhookRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, parsed; what JSON can carry. */
  readonly content: unknown;
}

/** Something that a contact centre has told of one conversation. */
export interface News {
  readonly roomId: string;
  readonly sessionId: string;
  /** The same whenever the same news come again. */
  readonly id: string;
  /** When it happened; in milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** For the provider to hear it by; opaque to the core. */
  readonly content: Json;
}

/** For contact centres that can be tried out without anybody noticing. */
export interface TestableProvider extends Provider {
  /**
   * Tries the settings out with real calls, one step after the other. Opens no conversation and leaves nothing behind at
   * the contact centre. Never throws: what fails is told by its step.
   */
  test(): Promise<TestResult>;
}

/** What came of a test, in the order in which it was tried. */
export interface TestResult {
  readonly steps: readonly TestStep[];
  /** True when the contact centre does not take what the settings prove themselves with. */
  readonly refusesCredentials?: boolean;
}

export interface TestStep {
  /** What was tried. */
  readonly name: string;
  readonly outcome: 'ok' | 'failed' | 'skipped';
  /** A sentence for the admin; without any secret. */
  readonly sentence: string;
}

/** What a conversation is opened with. */
export interface OpenRequest {
  /** Random UUID of the session, the same when a failed opening is tried again. */
  readonly sessionId: string;
  readonly visitor: {
    readonly name?: string;
    readonly email?: string;
    readonly phone?: string;
    readonly language?: string;
  };
  /** Routing target, instead of the one in the settings. */
  readonly target?: string;
  /** What the bot said: name and value pairs. */
  readonly attributes: ReadonlyArray<readonly [name: string, value: string]>;
  readonly summary?: string;
  /** The conversation so far, ready to read; empty when the admin wants none passed on. */
  readonly transcript: string;
  /** The Rocket.Chat room, for the agent to quote. */
  readonly roomId: string;
}

/** A message of the visitor's. `id` is the Rocket.Chat message's and makes a repetition recognisable. */
export interface OutgoingMessage {
  readonly id: string;
  readonly text: string;
}

/** A file of the visitor's. */
export interface OutgoingFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
  /**
   * Makes an address at which anybody can fetch it for a while, for contact centres that take files no other way; left
   * out where there can be none. Throws ProviderError of kind `unreachable`.
   */
  readonly link?: () => Promise<string>;
}

export type CloseReason = 'visitor' | 'idle' | 'queue-timeout' | 'moved' | 'closed' | 'error' | 'shutdown';

export type EndReason = 'agent' | 'visitor' | 'unavailable' | 'idle' | 'expired' | 'error';

/**
 * Everything a contact centre can report. An agent who left is not an end: another may join. `id` is the same whenever
 * the same event is delivered again, and unique within the conversation.
 */
export type ProviderEvent = { readonly id: string } & (
  | { readonly type: 'queued'; readonly position?: number; readonly waitSeconds?: number }
  | { readonly type: 'agent-joined'; readonly name: string; readonly idle?: IdleLimits }
  | { readonly type: 'agent-left' }
  | { readonly type: 'transferring' }
  | { readonly type: 'message'; readonly content: IncomingContent; readonly agentName?: string }
  /** An agent who types goes on with it until he says something, stops, or `lastsMs` have passed. */
  | { readonly type: 'typing'; readonly isTyping: boolean; readonly lastsMs?: number }
  /** The agent asks for a file, or this became of the one that the visitor sent. */
  | { readonly type: 'file-transfer'; readonly phase: 'requested' | 'done' | 'failed' | 'cancelled' }
  | { readonly type: 'ended'; readonly reason: EndReason }
);

export type IncomingContent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'choices';
      readonly text: string;
      readonly choices: ReadonlyArray<{ title: string; value: string }>;
    }
  | IncomingFile;

/** A file of the agent's, and where it can be had. */
export interface IncomingFile {
  readonly kind: 'file';
  readonly name: string;
  readonly mediaType: string;
  readonly url: string;
}

/** How long a visitor may be silent after the agent spoke, as the contact centre wants it. */
export interface IdleLimits {
  readonly warnAfterSeconds?: number;
  readonly endAfterSeconds: number;
}

export interface Availability {
  readonly target: string;
  readonly state: 'available' | 'unavailable' | 'unknown';
  readonly waitSeconds?: number;
}
