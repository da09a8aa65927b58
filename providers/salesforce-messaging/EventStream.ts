import { pause } from '../../lib/clock';
import type { HttpRequest, HttpStream, StreamClient } from '../../lib/http';
import { createParser, type EventSourceMessage } from '../../vendor/eventsource-parser';
import { retryAfterMs } from '../shared/httpAnswers';
import type { Chat } from './Chat';
import type { Inbox } from './Inbox';
import type { MessagingSettings } from './settings';

/** What the stream tells: that it begins, and may have missed something before; an event; that it has broken off. */
export type StreamNews =
  | { readonly kind: 'opened' }
  | { readonly kind: 'event'; readonly data: string; readonly id: string | undefined }
  | { readonly kind: 'broken' };

/** How long the answer may take to begin, and then the first sign of life in it. */
const OPENING_MS = 15_000;
const FIRST_SIGN_MS = 45_000;
/** Enhanced Chat API, Server-Sent Events: how long a stream may be silent, pings included, and is usually silent. */
const SILENCE_MS = 90_000;
const TRUST_MS = 35_000;

const FIRST_PAUSE_MS = 1_000;
const PAUSE_FACTOR = 1.5;
const LONGEST_PAUSE_MS = 30_000;
/** After so many failures one after the other, there is no stream to be had here for now. */
const MOST_FAILURES = 5;
const LONG_PAUSE_MS = 300_000;

const LONGEST_EVENT = 1_000_000;
const PATH = '/eventrouter/v1/sse';

/** How one connection went. */
interface Outcome {
  /** Whether anything came through it at all. */
  readonly wasLive: boolean;
  /** Set when it was answered with something that is no stream, and will be again. */
  readonly isRefused?: boolean;
  readonly retryAfterMs?: number | undefined;
}

const FAILED: Outcome = { wasLive: false };

/** Follows the stream of events of one conversation, and connects again whenever it breaks; Enhanced Chat API, Server-Sent Events. */
export class EventStream {
  /** True while anything comes through the stream; a proxy may open one and let nothing through. */
  private isLive = false;
  private lastEventId: string;
  private lastSignAtMs = 0;

  constructor(
    private readonly chat: Chat,
    private readonly streams: StreamClient,
    private readonly inbox: Inbox<StreamNews>,
  ) {
    this.lastEventId = chat.state.lastEventId;
  }

  /**
   * Until then the stream can be trusted to tell everything, in milliseconds since the Unix epoch; 0 while there is none.
   * A line that is dead does not say so, but no sign of life comes through it either.
   */
  public get trustedUntilMs(): number {
    return this.isLive ? this.lastSignAtMs + TRUST_MS : 0;
  }

  /** Resolves when the signal aborts. */
  public async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.chat.tools;
    let failures = 0;
    while (!signal.aborted) {
      const outcome = await this.follow(signal);
      if (signal.aborted) return;
      failures = outcome.wasLive ? 0 : failures + 1;
      const isHopeless = outcome.isRefused === true || failures >= MOST_FAILURES;
      if (isHopeless) log.warn('There is no stream of events to be had for now; Salesforce is asked for news instead');
      await pause(clock, outcome.retryAfterMs ?? (isHopeless ? LONG_PAUSE_MS : pauseAfter(failures)), signal);
    }
  }

  /** One connection, until it ends. */
  private async follow(signal: AbortSignal): Promise<Outcome> {
    const connection = new AbortController();
    const hangUp = (): void => connection.abort();
    signal.addEventListener('abort', hangUp);
    try {
      return await this.connect(connection);
    } catch {
      return { wasLive: this.isLive };
    } finally {
      signal.removeEventListener('abort', hangUp);
      hangUp();
      if (this.isLive) this.inbox.put({ kind: 'broken' });
      this.isLive = false;
    }
  }

  private async connect(connection: AbortController): Promise<Outcome> {
    const token = { accessToken: await this.chat.freshToken(), lastEventId: this.lastEventId };
    const request = streamRequest(this.chat.tools.settings, token);
    const stream = await this.streams.open({ ...request, abort: connection });
    if (!isEventStream(stream)) return this.refusal(stream.status, stream.headers);
    this.inbox.put({ kind: 'opened' });
    this.lastSignAtMs = this.chat.tools.clock.nowMs();
    this.watch(connection).catch(() => undefined);
    await this.read(stream.chunks);
    return { wasLive: this.isLive };
  }

  private refusal(status: number, headers: Readonly<Record<string, string>>): Outcome {
    const pauseMs = retryAfterMs(headers, this.chat.tools.clock.nowMs());
    // A token that has ended, too many calls and a server in trouble will pass; whatever else it is will not.
    const isPassing = status === 401 || status === 408 || status === 429 || status >= 500;
    return isPassing ? { ...FAILED, retryAfterMs: pauseMs } : { ...FAILED, isRefused: true };
  }

  private async read(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    const parser = createParser({ onEvent: (event) => this.hear(event), maxBufferSize: LONGEST_EVENT });
    for await (const chunk of chunks) {
      this.isLive = true;
      this.lastSignAtMs = this.chat.tools.clock.nowMs();
      parser.feed(decoder.decode(chunk, { stream: true }));
    }
  }

  private hear({ event, data, id }: EventSourceMessage): void {
    if (id !== undefined) this.lastEventId = id;
    if (event?.startsWith('CONVERSATION_')) this.inbox.put({ kind: 'event', data, id });
    else if (event !== 'ping') this.chat.tools.novelties.meet('event', event ?? '');
  }

  /** Ends a connection through which nothing comes any more. */
  private async watch(connection: AbortController): Promise<void> {
    const { clock } = this.chat.tools;
    while (!connection.signal.aborted) {
      const restMs = this.lastSignAtMs + (this.isLive ? SILENCE_MS : FIRST_SIGN_MS) - clock.nowMs();
      if (restMs <= 0) connection.abort();
      else await pause(clock, restMs, connection.signal);
    }
  }
}

/** How the stream of a token is asked for, from an event on; Enhanced Chat API, Server-Sent Events. */
export function streamRequest(
  { scrtUrl, organisationId }: MessagingSettings,
  { accessToken, lastEventId }: { accessToken: string; lastEventId: string },
): HttpRequest {
  return {
    method: 'GET',
    url: `${scrtUrl}${PATH}`,
    headers: {
      Accept: 'text/event-stream',
      Authorization: `Bearer ${accessToken}`,
      'Last-Event-Id': lastEventId,
      'X-Org-Id': organisationId,
    },
    timeoutMs: OPENING_MS,
  };
}

/** True for an answer that is a stream of events, and not a proxy's page. */
export function isEventStream({ status, headers }: HttpStream): boolean {
  return status === 200 && (headers['content-type'] ?? '').includes('text/event-stream');
}

function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * PAUSE_FACTOR ** Math.max(0, failures - 1), LONGEST_PAUSE_MS);
}
