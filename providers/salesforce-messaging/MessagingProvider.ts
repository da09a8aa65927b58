import type { Buffer } from 'buffer';
import type { Clock } from '../../lib/clock';
import type { HttpClient, StreamClient } from '../../lib/http';
import type { Json } from '../../lib/json';
import type { Log } from '../../lib/log';
import type {
  Availability,
  AvailabilityProvider,
  CloseReason,
  ConversationState,
  FileProvider,
  FileSource,
  IncomingFile,
  OpenRequest,
  OutgoingFile,
  OutgoingMessage,
  ProviderEvent,
  QuotableProvider,
  ReceivingProvider,
  TestableProvider,
  TestResult,
} from '../../lib/provider';
import { fetchAgentFile } from '../shared/fetchAgentFile';
import { Lines } from '../shared/Lines';
import { availabilityOf } from './availability';
import { Chat, type Tools } from './Chat';
import { Client, failureOf } from './Client';
import { closeConversation } from './ending';
import { Followers } from './Followers';
import { Line } from './Line';
import { Novelties } from './Novelties';
import { openConversation } from './opening';
import { Receiver } from './Receiver';
import { ROOM_FIELDS } from './routing';
import { sendWords } from './sending';
import type { MessagingSettings } from './settings';
import { readState } from './state';
import { tryOut } from './trial';
import { sendFile } from './upload';

/** Where a provider instance gets the outside from. */
export interface Outside {
  readonly http: HttpClient;
  /** For the stream of events; where it is left out, Salesforce is asked for news instead. */
  readonly streams?: StreamClient;
  /** For files of the agents', whose bytes need one; where it is left out, `streams` is used. */
  readonly downloads?: StreamClient;
  readonly clock: Clock;
  readonly log: Log;
}

/** Salesforce Messaging for In-App and Web, spoken to over the Enhanced Chat API, version 2, as a custom client. */
export class MessagingProvider
  implements ReceivingProvider, AvailabilityProvider, FileProvider, FileSource, QuotableProvider, TestableProvider
{
  public readonly roomFields = ROOM_FIELDS;
  private readonly tools: Tools;
  private readonly downloads: StreamClient | undefined;
  /** Of the conversations that a call is about at the moment. */
  private readonly lines = new Lines(() => new Line());

  constructor(settings: MessagingSettings, { http, streams, downloads = streams, clock, log }: Outside) {
    const client = new Client(http, settings, clock);
    this.tools = {
      settings,
      client,
      streams,
      clock,
      log,
      novelties: new Novelties(log),
      followers: new Followers(clock),
    };
    this.downloads = downloads;
  }

  public open(conversation: ConversationState, request: OpenRequest): Promise<void> {
    return openConversation(conversation, request, {
      tools: this.tools,
      inChat: (state, work) => this.inChat(state, work),
    });
  }

  public async send(conversation: ConversationState, message: OutgoingMessage): Promise<void> {
    if (message.text.trim() === '') return;
    await this.inChat(conversation, (chat) => sendWords(chat, message));
  }

  public async close(conversation: ConversationState, _reason: CloseReason): Promise<void> {
    if (conversation.get() === null) return;
    await this.inChat(conversation, closeConversation);
  }

  public receive(
    conversation: ConversationState,
    signal: AbortSignal,
    emit: (event: ProviderEvent) => Promise<void>,
  ): Promise<void> {
    return this.inChat(conversation, (chat) => new Receiver(chat, { signal, emit }).run());
  }

  public availability(targets: readonly string[]): Promise<Availability[]> {
    return availabilityOf(targets, this.tools);
  }

  public sendFile(conversation: ConversationState, file: OutgoingFile): Promise<void> {
    return this.inChat(conversation, (chat) => sendFile(chat, file));
  }

  /** Enhanced Chat API, Attachments: `url`, which opens without a token. */
  public fetchFile(_conversation: ConversationState, file: IncomingFile): Promise<Buffer> {
    const { settings, clock } = this.tools;
    return fetchAgentFile(file, {
      downloads: this.downloads,
      clock,
      hosts: [new URL(settings.scrtUrl).hostname, ...settings.fileHosts],
      limit: settings.downloadLimit,
      failureOf,
    });
  }

  /** The conversation's id; Enhanced Chat API, Create Conversation. */
  public quotedId(resume: Json): string | undefined {
    return readState(resume).conversationId;
  }

  public test(): Promise<TestResult> {
    return tryOut(this.tools);
  }

  /** Does something in a conversation, with whatever else this process does in it at the same time in view. */
  private async inChat(conversation: ConversationState, work: (chat: Chat) => Promise<void>): Promise<void> {
    const { conversationId } = readState(conversation.get());
    await this.lines.with(conversationId, (line) => work(new Chat(conversation, line, this.tools)));
  }
}
