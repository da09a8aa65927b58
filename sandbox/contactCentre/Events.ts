import { EventEmitter } from 'events';
import type { Request, RequestHandler } from 'express';

/** Hands what happens in conversations to everybody who listens. */
export class Events<Event> {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  emit(event: Event): void {
    this.emitter.emit('event', event);
  }

  /** A server-sent event for each thing that happens and that the request wants to know of. */
  stream(isWanted: (event: Event, query: Request['query']) => boolean): RequestHandler {
    return (request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
      response.write(': open\n\n');
      const send = (event: Event) => {
        if (isWanted(event, request.query)) {
          response.write(`data: ${JSON.stringify(event)}\n\n`);
        }
      };
      this.emitter.on('event', send);
      response.once('close', () => this.emitter.off('event', send));
    };
  }
}
