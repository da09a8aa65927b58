import type { ProviderSummary } from '../handoverProviders/HandoverProvider';
import { keysOf } from '../handoverProviders/keysOf';
import { isJsonObject } from '../json';
import type { RecordStore } from './RecordStore';

interface HeaderRecord {
  readonly id: string;
  readonly revision: number;
  /** The revision that brought the keys that the record is filed under, and these keys. */
  readonly filing: number;
  readonly filedUnder: readonly string[];
  /** As JSON: names of free-form members may be none that the database takes. */
  readonly summary: string;
}

/**
 * Providers without their settings, as records of kind `handover-provider`: one per provider, filed under its id and
 * everything else it is found by. A change is written into the record that there is, so it is made or not made; when the
 * keys change, a second record under the new ones follows, and the first goes. What a record is found by therefore counts
 * only when its provider has that key.
 */
export class ProviderHeaders {
  public static readonly KIND = 'handover-provider';

  constructor(private readonly records: RecordStore) {}

  public async find(id: string): Promise<ProviderSummary | undefined> {
    const newest = newestPerProvider(await this.records.read({ id }))[0];
    return newest && summaryOf(newest);
  }

  public async withKey(key: string): Promise<ProviderSummary[]> {
    const found = newestPerProvider(await this.records.read({ tags: [key] })).map(summaryOf);
    return found.filter((summary) => keysOf(summary).includes(key));
  }

  public async list(): Promise<ProviderSummary[]> {
    const found = newestPerProvider(await this.records.read({}));
    return found.map(summaryOf).sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  public async create(summary: ProviderSummary): Promise<void> {
    await this.file(toRecord(summary, { filing: summary.revision, filedUnder: keysOf(summary) }));
  }

  public async replace(summary: ProviderSummary): Promise<void> {
    const stored = (await this.records.read({ id: summary.id })).filter(isHeader);
    const current = newestPerProvider(stored)[0];
    if (current === undefined) return;
    await this.records.replace({ id: summary.id, tags: tagsOf(current) }, toRecord(summary, current));
    const keys = keysOf(summary);
    const isFiledRight = sameKeys(keys, current.filedUnder);
    const filing = isFiledRight ? current.filing : summary.revision;
    if (!isFiledRight) await this.file(toRecord(summary, { filing, filedUnder: keys }));
    const others = stored.filter((record) => record.filing !== filing);
    for (const other of others) await this.records.remove({ id: summary.id, tags: [filingTag(other.filing)] });
  }

  public async remove(id: string): Promise<void> {
    await this.records.remove({ id });
  }

  private async file(record: HeaderRecord): Promise<void> {
    await this.records.create({ id: record.id, tags: tagsOf(record) }, record);
  }
}

type Filing = Pick<HeaderRecord, 'filing' | 'filedUnder'>;

function toRecord(summary: ProviderSummary, { filing, filedUnder }: Filing): HeaderRecord {
  const { id, revision } = summary;
  return { id, revision, filing, filedUnder, summary: JSON.stringify(summary) };
}

function summaryOf({ summary }: HeaderRecord): ProviderSummary {
  return JSON.parse(summary) as ProviderSummary;
}

function tagsOf({ filing, filedUnder }: Filing): string[] {
  return [filingTag(filing), ...filedUnder];
}

function filingTag(filing: number): string {
  return `filing:${filing}`;
}

function sameKeys(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}

function newestPerProvider(records: readonly object[]): HeaderRecord[] {
  const byId = new Map<string, HeaderRecord>();
  for (const record of records.filter(isHeader)) {
    const known = byId.get(record.id);
    if (!known || isNewer(record, known)) byId.set(record.id, record);
  }
  return [...byId.values()];
}

function isNewer(one: HeaderRecord, other: HeaderRecord): boolean {
  return one.revision === other.revision ? one.filing > other.filing : one.revision > other.revision;
}

function isHeader(record: unknown): record is HeaderRecord {
  return (
    isJsonObject(record) &&
    typeof record.id === 'string' &&
    typeof record.summary === 'string' &&
    ['revision', 'filing'].every((field) => typeof record[field] === 'number') &&
    Array.isArray(record.filedUnder)
  );
}
