import type { Watched } from '../../engine/observe/Watch';
import type { WireEntry } from '../PageView';
import { describeExchange, type Ends } from './describeExchange';
import { describeWatched } from './describeWatched';
import type { Exchange } from './HttpTap';
import { Secrets } from './Secrets';

/** How many entries of each kind are kept. */
const KEPT = 250;

/** All that went over the wire, newest last, without its secrets. */
export class Wire {
  readonly secrets = new Secrets();
  private readonly kept: Record<WireEntry['kind'], Map<string, WireEntry>> = {
    http: new Map(),
    call: new Map(),
    event: new Map(),
  };

  /** The listener gets every entry, again whenever there is more of it. */
  constructor(private readonly listener: (entry: WireEntry) => void) {}

  /** What is kept, in order of time. */
  entries(): WireEntry[] {
    const all = Object.values(this.kept).flatMap((entries) => [...entries.values()]);
    return all.sort((one, other) => one.atMs - other.atMs);
  }

  exchange(exchange: Exchange, ends: Ends): void {
    this.add(describeExchange(exchange, ends, this.secrets));
  }

  watched(watched: Watched): void {
    this.add(describeWatched(watched, this.secrets));
  }

  private add(entry: WireEntry): void {
    const entries = this.kept[entry.kind];
    entries.set(entry.id, entry);
    const [oldest] = entries.keys();
    if (entries.size > KEPT && oldest !== undefined) entries.delete(oldest);
    this.listener(entry);
  }
}
