import type { Response } from 'express';
import type { FaultMoment } from '../contactCentre/Faults';
import type { StreamEvent } from './EventRouter';
import type { Token } from './Tokens';

interface Opening {
  readonly id: string;
  readonly token: Token;
  readonly openedAt: number;
  readonly lastEventId: number | undefined;
  /** Accepts the stream and delivers nothing, as a buffering proxy does. */
  readonly isSilent: boolean;
}

/** One open stream of one client. */
export class EventStream {
  private pings = 0;

  constructor(
    private readonly response: Response,
    private readonly opening: Opening,
  ) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream;charset=UTF-8', 'Cache-Control': 'no-cache' });
    response.flushHeaders();
  }

  get id(): string {
    return this.opening.id;
  }

  get token(): Token {
    return this.opening.token;
  }

  get openedAt(): number {
    return this.opening.openedAt;
  }

  get lastEventId(): number | undefined {
    return this.opening.lastEventId;
  }

  /** Enhanced Chat API, server-sent events: keeps the connection alive, and has no id. */
  ping(): void {
    this.write(`event: ping\ndata: ${this.pings++}\n\n`);
  }

  /** Sends an event, or breaks the connection before it, in the middle of it, or after it. */
  send({ id, event, data }: StreamEvent, cut?: FaultMoment): void {
    const frame = `event: ${event}\ndata: ${data}\nid: ${id}\n\n`;
    const kept = cut === 'before' ? '' : cut === 'during' ? frame.slice(0, Math.floor(frame.length / 2)) : frame;
    this.write(kept, cut && (() => this.drop()));
  }

  /** Ends it in good order. */
  end(): void {
    this.response.end();
  }

  /** Breaks the connection. */
  drop(): void {
    this.response.destroy();
  }

  private write(text: string, written?: () => void): void {
    if (this.response.destroyed || this.response.writableEnded) {
      return;
    }
    if (this.opening.isSilent || text === '') {
      written?.();
    } else {
      this.response.write(text, written);
    }
  }
}
