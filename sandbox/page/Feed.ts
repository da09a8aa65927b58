import type { Request, Response } from 'express';
import type { PageView, WireEntry } from './PageView';

const SETTLE_MS = 60;
/** Some things change without a call that could be seen, such as an agent who accepts by himself. */
const LOOK_MS = 700;

/** What browsers are kept up to date with. */
export interface FeedSource {
  view(): Promise<PageView>;
  entries(): WireEntry[];
}

/** Server-sent events for every open page: the view whenever it has changed, and what goes over the wire. */
export class Feed {
  private readonly pages = new Set<Response>();
  private settling: NodeJS.Timeout | undefined;
  private looking: NodeJS.Timeout | undefined;
  private fresh = new Map<string, WireEntry>();
  private shown = '';

  constructor(private readonly source: FeedSource) {}

  /** A page is opened; it gets everything there is, and then what is new. */
  open(request: Request, response: Response): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    this.pages.add(response);
    request.socket.setNoDelay(true);
    response.write(eventOf('wire', JSON.stringify(this.source.entries())));
    if (this.shown) response.write(eventOf('view', this.shown));
    this.looking ??= setInterval(() => this.touch(), LOOK_MS).unref();
    response.once('close', () => this.close(response));
    this.touch();
  }

  /** Something has gone over the wire. */
  add(entry: WireEntry): void {
    if (this.pages.size > 0) this.fresh.set(entry.id, entry);
    this.touch();
  }

  /** Something may have changed; pages hear of it in a moment. */
  touch(): void {
    if (this.pages.size > 0) this.settling ??= setTimeout(() => void this.tell(), SETTLE_MS).unref();
  }

  private async tell(): Promise<void> {
    const entries = [...this.fresh.values()];
    this.fresh = new Map();
    if (entries.length > 0) this.send('wire', JSON.stringify(entries));
    try {
      const view = JSON.stringify(await this.source.view());
      if (view !== this.shown) this.send('view', view);
      this.shown = view;
    } finally {
      this.settling = undefined;
      if (this.fresh.size > 0) this.touch();
    }
  }

  private send(event: string, data: string): void {
    for (const page of this.pages) page.write(eventOf(event, data));
  }

  private close(page: Response): void {
    this.pages.delete(page);
    if (this.pages.size > 0) return;
    clearInterval(this.looking);
    this.looking = undefined;
  }
}

function eventOf(event: string, data: string): string {
  return `event: ${event}\ndata: ${data}\n\n`;
}
