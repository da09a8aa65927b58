import { AsyncLocalStorage } from 'node:async_hooks';

const ENTRY_LIMIT = 50_000;

/** One call between host and app, or inside the host on behalf of an app. */
export interface TraceEntry {
  id: number;
  /** `request`: host to app. `rpc`: app to host. `bridge`: the bridge method that serves an rpc. */
  kind: 'request' | 'rpc' | 'bridge';
  method: string;
  instance: string;
  /** Milliseconds since the epoch, with fractions. */
  startMs: number;
  /** Missing while the call is under way. */
  endMs?: number;
  error?: string;
  /** For a bridge call the rpc, for an rpc the request, where that is known for certain. */
  parent?: number;
}

/** Records calls while switched on. */
export class Trace {
  private entries: TraceEntry[] = [];
  private enabled = false;
  private nextId = 1;
  private readonly current = new AsyncLocalStorage<number>();
  private readonly openRequests = new Map<string, Set<number>>();

  /** Forgets what was recorded and starts or stops recording. */
  reset(enabled: boolean): void {
    this.entries = [];
    this.enabled = enabled;
    this.openRequests.clear();
  }

  /** What was recorded, in the order of the beginnings. */
  list(): TraceEntry[] {
    return this.entries.map((entry) => ({ ...entry }));
  }

  /** Whether calls are being recorded. */
  get recording(): boolean {
    return this.enabled;
  }

  /** Runs a call and records it. */
  async record<T>(call: Pick<TraceEntry, 'kind' | 'method' | 'instance'>, work: () => T | Promise<T>): Promise<T> {
    if (!this.enabled) return work();
    const entry = this.begin(call);
    try {
      return await this.current.run(entry.id, work);
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String((error as { message?: unknown })?.message ?? error);
      throw error;
    } finally {
      entry.endMs = nowMs();
      this.openRequests.get(entry.instance)?.delete(entry.id);
    }
  }

  private begin(call: Pick<TraceEntry, 'kind' | 'method' | 'instance'>): TraceEntry {
    const parent = call.kind === 'bridge' ? this.current.getStore() : this.onlyRequestOf(call.instance);
    const entry: TraceEntry = { id: this.nextId++, ...call, startMs: nowMs() };
    if (call.kind === 'request') this.openRequestsOf(call.instance).add(entry.id);
    else if (parent !== undefined) entry.parent = parent;
    if (this.entries.length >= ENTRY_LIMIT) this.entries.shift();
    this.entries.push(entry);
    return entry;
  }

  private openRequestsOf(instance: string): Set<number> {
    const open = this.openRequests.get(instance) ?? new Set();
    this.openRequests.set(instance, open);
    return open;
  }

  // The runtime does not say for which request it calls back: with one request under way there is no doubt.
  private onlyRequestOf(instance: string): number | undefined {
    const open = this.openRequestsOf(instance);
    return open.size === 1 ? [...open][0] : undefined;
  }
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
