import { randomUUID } from 'crypto';
import type { Clock } from '../clock';
import type { ProviderSummary } from '../handoverProviders/HandoverProvider';
import { isJsonObject } from '../json';
import type { RecordStore } from './RecordStore';

/** A writer that dies between its change and the mark leaves the directory of others behind for no longer than this. */
const LONGEST_TRUST_MS = 60_000;
/** Changes that a mark tells of; whoever has missed more reads all providers anew. */
const MOST_CHANGES = 100;

/** One change: a name of its own, and the provider that was changed. */
interface Change {
  readonly mark: string;
  readonly id: string;
}

interface Copy {
  readonly mark: string;
  readonly readAtMs: number;
  /** By their ids. */
  readonly summaries: ReadonlyMap<string, ProviderSummary>;
  readonly inOrder: readonly ProviderSummary[];
}

/** What a process remembers of the providers there are. */
export interface DirectoryMemory {
  copy?: Copy;
}

/** Where providers are read from. */
interface Source {
  list(): Promise<readonly ProviderSummary[]>;
  find(id: string): Promise<ProviderSummary | undefined>;
}

/**
 * All providers as a list. Whoever changes a provider writes that down in the mark, a record of kind
 * `handover-provider-mark`; a process that remembers the list reads the mark, and what was changed since.
 */
export class ProviderDirectory {
  public static readonly KIND = 'handover-provider-mark';

  constructor(
    private readonly marks: RecordStore,
    private readonly memory: DirectoryMemory,
    private readonly clock: Clock,
  ) {}

  /** In the order of their ids. */
  public async list(source: Source): Promise<readonly ProviderSummary[]> {
    const changes = await this.changes();
    const nowMs = this.clock.nowMs();
    const mark = changes[0]?.mark ?? '';
    const { copy } = this.memory;
    const missed = copy && changes.findIndex((change) => change.mark === copy.mark);
    if (copy?.mark === mark && isTrusted(copy, nowMs)) return copy.inOrder;
    const next =
      copy && missed !== undefined && missed > 0 && isTrusted(copy, nowMs)
        ? await broughtUp(copy, mark, { changes: changes.slice(0, missed), source })
        : newCopy(mark, nowMs, await source.list());
    this.memory.copy = next;
    return next.inOrder;
  }

  /** Tells all instances that a provider has changed. One change at a time: the list of changes is read and replaced. */
  public async tell(id: string): Promise<void> {
    const known = await this.changes();
    const record = { changes: [{ mark: randomUUID(), id }, ...known].slice(0, MOST_CHANGES) };
    if (known.length === 0) await this.marks.create({}, record);
    else await this.marks.replace({}, record);
  }

  /** The newest first. */
  private async changes(): Promise<Change[]> {
    const [record] = await this.marks.read({});
    return isJsonObject(record) && Array.isArray(record.changes) ? record.changes.filter(isChange) : [];
  }
}

function isTrusted({ readAtMs }: Copy, nowMs: number): boolean {
  return Math.abs(nowMs - readAtMs) < LONGEST_TRUST_MS;
}

function newCopy(mark: string, readAtMs: number, inOrder: readonly ProviderSummary[]): Copy {
  return { mark, readAtMs, inOrder, summaries: new Map(inOrder.map((summary) => [summary.id, summary])) };
}

/** The copy with the providers as they are now that were changed since. */
async function broughtUp(
  copy: Copy,
  mark: string,
  { changes, source }: { changes: readonly Change[]; source: Source },
): Promise<Copy> {
  const ids = [...new Set(changes.map(({ id }) => id))];
  const found = await Promise.all(ids.map((id) => source.find(id)));
  const summaries = new Map(copy.summaries);
  ids.forEach((id, index) => {
    const summary = found[index];
    if (summary) summaries.set(id, summary);
    else summaries.delete(id);
  });
  const inOrder = [...summaries.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return { mark, readAtMs: copy.readAtMs, summaries, inOrder };
}

function isChange(value: unknown): value is Change {
  return isJsonObject(value) && typeof value.mark === 'string' && typeof value.id === 'string';
}
