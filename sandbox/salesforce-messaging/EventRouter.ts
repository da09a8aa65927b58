import type { Response } from 'express';
import type { ClockTimer } from '../clock';
import type { Conversation, Entry } from './Conversation';
import type { Context } from './context';
import { EventStream } from './EventStream';
import type { Fault } from './faults';
import type { Token } from './Tokens';

/** One event as it is kept for streams that come back. */
export interface StreamEvent {
  readonly id: number;
  readonly event: string;
  readonly data: string;
}

/** Where ids start, plus something that depends on the seed. */
const FIRST_ID = 2_147_000_000;

/** Enhanced Chat API, server-sent events: one stream carries all conversations of its token's subject. */
export class EventRouter {
  private readonly streams = new Map<string, Set<EventStream>>();
  private readonly kept = new Map<string, StreamEvent[]>();
  private readonly delayed = new Set<ClockTimer>();
  private lastId: number;
  private opened = 0;

  constructor(private readonly context: Context) {
    this.lastId = FIRST_ID + context.random.below(1_000_000);
  }

  /** Where a stream that is opened now has to start, as access tokens say it. */
  lastEventId(): string | number {
    return this.context.switches.lastEventIdKind === 'number' ? this.lastId : String(this.lastId);
  }

  /** Sends what came after `lastEventId`, as far as it is kept, and then everything that happens. */
  open(
    response: Response,
    token: Token,
    { lastEventId, isExpired }: { lastEventId?: number; isExpired: () => boolean },
  ) {
    const { clock, switches, faults } = this.context;
    const isSilent = faults.strike('silent-stream', { call: 'eventrouter/sse' }) !== undefined;
    const id = `stream-${++this.opened}`;
    const stream = new EventStream(response, { id, token, openedAt: clock.now(), lastEventId, isSilent });
    this.openStreamsOf(token.subject).add(stream);
    const pinging = clock.setInterval(() => (isExpired() ? stream.end() : stream.ping()), switches.pingMs);
    response.once('close', () => {
      this.forget(stream);
      clock.clear(pinging);
    });
    stream.ping();
    if (lastEventId !== undefined && switches.replay === 'buffer') {
      for (const event of this.keptOf(token.subject)) {
        if (event.id > lastEventId) {
          stream.send(event);
        }
      }
    }
  }

  /** Sends an event to the streams of the conversation's owner, unless a fault says otherwise. */
  publish(conversation: Conversation, event: string, entry: Entry): void {
    const { faults, clock } = this.context;
    const late = faults.strike('delay-event', { conversation: conversation.id, event });
    if (!late) {
      this.send(conversation, event, entry);
      return;
    }
    const timer = clock.setTimeout(() => {
      this.delayed.delete(timer);
      this.send(conversation, event, entry);
    }, late.delayMs);
    this.delayed.add(timer);
  }

  streamsOf(subject: string): EventStream[] {
    return [...(this.streams.get(subject) ?? [])];
  }

  all(): EventStream[] {
    return [...this.streams.values()].flatMap((streams) => [...streams]);
  }

  clear(): void {
    for (const stream of this.all()) {
      stream.drop();
    }
    for (const timer of this.delayed) {
      this.context.clock.clear(timer);
    }
    this.delayed.clear();
    this.kept.clear();
  }

  private send(conversation: Conversation, event: string, entry: Entry): void {
    const { faults, clock } = this.context;
    const scope = { conversation: conversation.id, event };
    if (faults.strike('unknown-event', scope)) {
      this.deliver(conversation.owner, this.keep(conversation, 'CONVERSATION_SOMETHING_NEW', entry));
    }
    const sent = this.keep(conversation, event, entry);
    conversation.events.push({ id: sent.id, at: clock.now(), event, entry });
    this.context.emit({
      conversation: conversation.id,
      at: clock.now(),
      side: 'to-visitor',
      kind: event,
      detail: entry,
    });
    if (faults.strike('lose-event', scope)) {
      return;
    }
    const malformed = faults.strike('malformed-event', scope);
    const delivered = malformed ? { ...sent, data: this.broken(malformed, conversation, entry) } : sent;
    const cut = faults.strike('drop-stream', scope);
    for (let copies = faults.strike('duplicate-event', scope) ? 2 : 1; copies > 0; copies--) {
      this.deliver(conversation.owner, delivered, cut?.when);
    }
  }

  private keep(conversation: Conversation, event: string, entry: Entry): StreamEvent {
    const kept = this.keptOf(conversation.owner);
    const data = JSON.stringify(this.envelope(conversation, entry, this.payload(entry)));
    const sent = { id: ++this.lastId, event, data };
    kept.push(sent);
    kept.splice(0, kept.length - this.context.switches.replayEvents);
    return sent;
  }

  private deliver(subject: string, event: StreamEvent, cut?: Fault['when']): void {
    for (const stream of this.streamsOf(subject)) {
      stream.send(event, cut);
    }
  }

  private payload(entry: Entry): unknown {
    return this.context.switches.streamPayload === 'string' ? JSON.stringify(entry.entryPayload) : entry.entryPayload;
  }

  private broken({ part }: Fault, conversation: Conversation, entry: Entry): string {
    const half = (json: string) => json.slice(0, Math.ceil(json.length / 2));
    const payload = part === 'payload' ? half(JSON.stringify(entry.entryPayload)) : this.payload(entry);
    const data = JSON.stringify(this.envelope(conversation, entry, payload));
    return part === 'payload' ? data : half(data);
  }

  /** Enhanced Chat API, server-sent events structure. */
  private envelope({ deployment, id, owner }: Conversation, entry: Entry, entryPayload: unknown): object {
    return {
      channelPlatformKey: owner,
      channelType: 'embedded_messaging',
      channelAddressIdentifier: deployment.channelAddressIdentifier,
      conversationId: id,
      conversationEntry: { ...entry, entryPayload },
    };
  }

  private openStreamsOf(subject: string): Set<EventStream> {
    const streams = this.streams.get(subject) ?? new Set();
    this.streams.set(subject, streams);
    return streams;
  }

  private forget(stream: EventStream): void {
    const streams = this.openStreamsOf(stream.token.subject);
    streams.delete(stream);
    if (streams.size === 0) {
      this.streams.delete(stream.token.subject);
    }
  }

  private keptOf(subject: string): StreamEvent[] {
    const kept = this.kept.get(subject) ?? [];
    this.kept.set(subject, kept);
    return kept;
  }
}
