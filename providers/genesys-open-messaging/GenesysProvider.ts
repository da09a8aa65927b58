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
  News,
  OpenRequest,
  OutgoingFile,
  OutgoingMessage,
  ProviderEvent,
  QuotableProvider,
  ReceivingProvider,
  TestableProvider,
  TestResult,
  WebhookProvider,
  WebhookRequest,
} from '../../lib/provider';
import { fetchAgentFile } from '../shared/fetchAgentFile';
import { Lines } from '../shared/Lines';
import { Chat, type Tools } from './Chat';
import { Client, failureOf } from './Client';
import { closeConversation } from './ending';
import { hear, noticesGaps } from './hearing';
import { Line } from './Line';
import { openConversation } from './opening';
import { availabilityOf } from './queues';
import { Receiver } from './Receiver';
import { refuseNews } from './receipts';
import { sendFile, sendWords } from './sending';
import type { GenesysSettings } from './settings';
import { readState } from './state';
import { tryOut } from './tryOut';
import { newsIn } from './webhook';

/** Where a provider instance gets the outside from. */
export interface Outside {
  readonly http: HttpClient;
  /** For files of the agents', whose bytes need one; where it is left out, they become links. */
  readonly downloads?: StreamClient;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Genesys Cloud, spoken to over Open Messaging. What agents say comes by webhook; who is there has to be asked for. All
 * conversations of one provider share an instance: its access token, and the limit of its requests.
 */
export class GenesysProvider
  implements
    ReceivingProvider,
    WebhookProvider,
    AvailabilityProvider,
    FileProvider,
    FileSource,
    QuotableProvider,
    TestableProvider
{
  private readonly tools: Tools;
  /** Of the conversations that a call is about at the moment. */
  private readonly lines = new Lines(() => new Line());

  constructor(settings: GenesysSettings, { http, downloads, clock, log }: Outside) {
    this.tools = { settings, client: new Client(http, settings, clock), downloads, clock, log };
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

  public async onWebhook(request: WebhookRequest): Promise<readonly News[]> {
    return newsIn(request, this.tools);
  }

  public hear(
    conversation: ConversationState,
    news: News,
    emit: (event: ProviderEvent) => Promise<void>,
  ): Promise<void> {
    return this.inChat(conversation, (chat) => hear(chat, news, { emit }));
  }

  public noticesGaps(news: News): boolean {
    return noticesGaps(news, this.tools);
  }

  public refuse(news: News): Promise<void> {
    return refuseNews(news, this.tools);
  }

  public availability(targets: readonly string[]): Promise<Availability[]> {
    return availabilityOf(targets, this.tools);
  }

  public sendFile(conversation: ConversationState, file: OutgoingFile): Promise<void> {
    return this.inChat(conversation, (chat) => sendFile(chat, file));
  }

  /** Open Messaging, outbound attachments: `url`, which opens without a token. */
  public fetchFile(_conversation: ConversationState, file: IncomingFile): Promise<Buffer> {
    const { downloads, settings, clock } = this.tools;
    return fetchAgentFile(file, {
      downloads,
      clock,
      hosts: [settings.hosts.domain, ...settings.fileHosts],
      limit: settings.downloadLimit,
      failureOf: (answer) => failureOf({ ...answer, contextId: undefined }),
    });
  }

  /** The conversation's id, which Genesys gives away with the first message. */
  public quotedId(resume: Json): string | undefined {
    return readState(resume).conversationId ?? undefined;
  }

  public test(): Promise<TestResult> {
    return tryOut(this.tools);
  }

  /** Does something in a conversation, with whatever else this process does in it at the same time in view. */
  private async inChat(conversation: ConversationState, work: (chat: Chat) => Promise<void>): Promise<void> {
    const { visitorKey } = readState(conversation.get());
    await this.lines.with(visitorKey, (line) => work(new Chat(conversation, line, this.tools)));
  }
}
