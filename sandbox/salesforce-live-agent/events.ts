import { EventEmitter } from 'events';
import type { RequestHandler } from 'express';
import type { ChatEvent } from './context';

/** Hands what happens in chats to everybody who listens. */
export class Events {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  emit(event: ChatEvent): void {
    this.emitter.emit('event', event);
  }

  /** `/control/events`: a server-sent event for each thing that happens, one chat's only with `?chat=`. */
  stream(): RequestHandler {
    return (request, response) => {
      const { chat } = request.query;
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
      response.write(': open\n\n');
      const send = (event: ChatEvent) => {
        if (chat === undefined || chat === event.chat) {
          response.write(`data: ${JSON.stringify(event)}\n\n`);
        }
      };
      this.emitter.on('event', send);
      response.once('close', () => this.emitter.off('event', send));
    };
  }
}
