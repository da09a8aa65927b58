/** A call of an app to the host, with what went in and what came out. */
export interface WatchedCall {
  kind: 'call';
  id: number;
  /** Bridge and method, such as `MessageBridge.create`. */
  method: string;
  instance: string;
  args: readonly unknown[];
  startMs: number;
  /** Missing, like the two after it, while the call is under way. */
  endMs?: number;
  result?: unknown;
  error?: string;
}

/** An event that was given to the apps of an instance. */
export interface WatchedEvent {
  kind: 'event';
  id: number;
  /** The interface an app implements to get it. */
  event: string;
  instance: string;
  payload: unknown;
  atMs: number;
}

export type Watched = WatchedCall | WatchedEvent;

type Watcher = (watched: Watched) => void;

/** Shows calls and events, with all that is in them, to whoever looks; costs nothing while nobody does. */
export class Watch {
  private readonly watchers = new Set<Watcher>();
  private nextId = 1;

  /** Shows every call twice, when it begins and when it is over, and every event once; the answer stops that. */
  add(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Shows an event. */
  event(event: Pick<WatchedEvent, 'event' | 'instance' | 'payload'>): void {
    this.show({ kind: 'event', id: this.nextId++, ...event, atMs: Date.now() });
  }

  /** Does the work of a call, and shows it. */
  async call<T>(call: Pick<WatchedCall, 'method' | 'instance' | 'args'>, work: () => T | Promise<T>): Promise<T> {
    if (this.watchers.size === 0) return work();
    const watched: WatchedCall = { kind: 'call', id: this.nextId++, ...call, startMs: Date.now() };
    this.show(watched);
    try {
      const result = await work();
      watched.result = result;
      return result;
    } catch (error) {
      watched.error = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      watched.endMs = Date.now();
      this.show(watched);
    }
  }

  private show(watched: Watched): void {
    for (const watcher of this.watchers) watcher(watched);
  }
}
