import type { Log } from '../../lib/log';

/** So many different ones are told of, and no more. */
const MOST = 100;

/** Tells the log of what Salesforce sends and nobody here knows, once of each. */
export class Novelties {
  private readonly known = new Set<string>();

  constructor(private readonly log: Log) {}

  /** @param name comes from outside, and is shown only if it looks like a name */
  public meet(kind: 'event' | 'entry' | 'message' | 'payload', name: string): void {
    const shown = /^\w{1,60}$/.test(name) ? name : 'unreadable';
    const key = `${kind} ${shown}`;
    if (this.known.has(key) || this.known.size >= MOST) return;
    this.known.add(key);
    this.log.warn('Salesforce sent something that is not known or cannot be read; it is ignored', {
      kind,
      name: shown,
    });
  }
}
