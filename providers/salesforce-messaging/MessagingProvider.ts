import type { Buffer } from 'buffer';
import type { Clock } from '../../lib/clock';
import type { HttpClient, StreamClient } from '../../lib/http';
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
  ReceivingProvider,
  TestableProvider,
  TestResult,
} from '../../lib/provider';
import { availabilityOf } from './availability';
import { Chat, type Tools } from './Chat';
import { Client } from './Client';
import { fetchFile } from './download';
import { closeConversation } from './ending';
import { Line } from './Line';
import { Novelties } from './Novelties';
import { openConversation } from './opening';
import { Receiver } from './Receiver';
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
  implements ReceivingProvider, AvailabilityProvider, FileProvider, FileSource, TestableProvider
{
  private readonly tools: Tools;
  private readonly downloads: StreamClient | undefined;
  /** Of the conversations that a call is about at the moment. */
  private readonly lines = new Map<string, Line>();

  constructor(settings: MessagingSettings, { http, streams, downloads = streams, clock, log }: Outside) {
    const client = new Client(http, settings, clock);
    this.tools = { settings, client, streams, clock, log, novelties: new Novelties(log) };
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

  public fetchFile(_conversation: ConversationState, file: IncomingFile): Promise<Buffer> {
    const { settings, clock } = this.tools;
    return fetchFile(file, { downloads: this.downloads, settings, clock });
  }

  public test(): Promise<TestResult> {
    return tryOut(this.tools);
  }

  /** Does something in a conversation, with whatever else this process does in it at the same time in view. */
  private async inChat(conversation: ConversationState, work: (chat: Chat) => Promise<void>): Promise<void> {
    const { conversationId } = readState(conversation.get());
    const line = this.lines.get(conversationId) ?? new Line();
    this.lines.set(conversationId, line);
    line.users++;
    try {
      await work(new Chat(conversation, line, this.tools));
    } finally {
      line.users--;
      if (line.users === 0) this.lines.delete(conversationId);
    }
  }
}
