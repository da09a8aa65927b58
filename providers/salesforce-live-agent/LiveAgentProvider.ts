import type { Clock } from '../../lib/clock';
import type { HttpClient } from '../../lib/http';
import type { Json } from '../../lib/json';
import type { Log } from '../../lib/log';
import { ProviderError } from '../../lib/ProviderError';
import type {
  Availability,
  AvailabilityProvider,
  CloseReason,
  ConversationState,
  FileProvider,
  IdleProvider,
  OpenRequest,
  OutgoingFile,
  OutgoingMessage,
  ProviderEvent,
  QuotableProvider,
  ReceivingProvider,
  TestableProvider,
  TestResult,
} from '../../lib/provider';
import { Lines } from '../shared/Lines';
import { availabilityOf } from './availability';
import { Chat, type Tools } from './Chat';
import { Client } from './Client';
import { endChat } from './ending';
import { Line } from './Line';
import { openChat } from './opening';
import { Posts } from './Posts';
import { ROOM_FIELDS } from './prechat';
import { Receiver } from './Receiver';
import type { LiveAgentSettings } from './settings';
import { readState } from './state';
import { tryOut } from './trial';
import { sendFile } from './upload';

/** Where a provider instance gets the outside from. */
export interface Outside {
  /** For calls that are answered at once. */
  readonly http: HttpClient;
  /** For polls, which are held open for up to a minute and are aborted when they are of no more use. */
  readonly longPoll: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
}

/** Longer than anything a person types; Rocket.Chat itself allows 5,000 characters unless told otherwise. */
const LONGEST_TEXT = 16_000;

/** Salesforce's legacy Chat, spoken to over the Live Agent REST API. */
export class LiveAgentProvider
  implements ReceivingProvider, AvailabilityProvider, FileProvider, IdleProvider, QuotableProvider, TestableProvider
{
  public readonly roomFields = ROOM_FIELDS;
  private readonly tools: Tools;
  private readonly http: HttpClient;
  /** Of the chats that a call is about at the moment. */
  private readonly lines = new Lines(() => new Line());

  constructor(settings: LiveAgentSettings, { http, longPoll, clock, log }: Outside) {
    const short = new Client(http, settings.apiVersion);
    const long = new Client(longPoll, settings.apiVersion);
    this.tools = { settings, short, long, clock, log };
    this.http = http;
  }

  public open(conversation: ConversationState, request: OpenRequest): Promise<void> {
    return openChat(conversation, request, this.tools);
  }

  public async send(conversation: ConversationState, message: OutgoingMessage): Promise<void> {
    const { id, text } = message;
    if (text.trim() === '') return;
    if (text.length > LONGEST_TEXT) {
      throw new ProviderError('rejected', `A message of ${text.length} characters is too long for Live Agent`);
    }
    await this.withChat(conversation, (chat) =>
      new Posts(chat).post({ resource: 'Chasitor/ChatMessage', body: { text }, message: { id, text } }),
    );
  }

  public async close(conversation: ConversationState, reason: CloseReason): Promise<void> {
    if (conversation.get() === null) return;
    const leaveReason = reason === 'idle' ? 'clientIdleTimeout' : 'client';
    await this.withChat(conversation, (chat) => endChat(chat, leaveReason));
  }

  public receive(
    conversation: ConversationState,
    signal: AbortSignal,
    emit: (event: ProviderEvent) => Promise<void>,
  ): Promise<void> {
    return this.withChat(conversation, (chat) => new Receiver(chat, { signal, emit }).run());
  }

  public availability(targets: readonly string[]): Promise<Availability[]> {
    return availabilityOf(targets, this.tools);
  }

  /** The session's id, which Salesforce files the transcript under as its chat key. */
  public quotedId(resume: Json): string | undefined {
    return readState(resume).sessionId;
  }

  public test(): Promise<TestResult> {
    return tryOut(this.tools);
  }

  public sendFile(conversation: ConversationState, file: OutgoingFile): Promise<void> {
    return this.withChat(conversation, (chat) => sendFile(chat, file, this.http));
  }

  /** Live Agent REST API, ChasitorIdleTimeoutWarningEvent. */
  public idleWarning(conversation: ConversationState, isWarned: boolean): Promise<void> {
    const body = { idleTimeoutWarningEvent: isWarned ? 'triggered' : 'cleared' };
    const resource = 'Chasitor/ChasitorIdleTimeoutWarningEvent';
    return this.withChat(conversation, (chat) => new Posts(chat).post({ resource, body }));
  }

  /** Does something in a chat, with whatever else this process does in it at the same time in view. */
  private async withChat(conversation: ConversationState, work: (chat: Chat) => Promise<void>): Promise<void> {
    const { sessionId } = readState(conversation.get());
    await this.lines.with(sessionId, (line) => work(new Chat(conversation, line, this.tools)));
  }
}
