import type { LastTest, LastTests } from '../handoverProviders/LastTests';
import { isJsonObject } from '../json';
import type { RecordStore } from './RecordStore';

/**
 * One record of kind `handover-provider-test` per provider, written by whoever tries it out. Of two that a race has left,
 * the later counts.
 */
export class PersistentLastTests implements LastTests {
  public static readonly KIND = 'handover-provider-test';

  constructor(private readonly records: RecordStore) {}

  public async keep(test: LastTest): Promise<void> {
    const key = { id: test.providerId };
    const known = await this.records.read(key);
    // The host replaces one record of several.
    if (known.length === 1) return this.records.replace(key, test);
    if (known.length > 1) await this.records.remove(key);
    await this.records.create(key, test);
  }

  public async list(): Promise<readonly LastTest[]> {
    const latest = new Map<string, LastTest>();
    for (const test of (await this.records.read({})).filter(isRecord)) {
      const known = latest.get(test.providerId);
      if (!known || test.atMs >= known.atMs) latest.set(test.providerId, test);
    }
    return [...latest.values()];
  }

  public async forget(providerId: string): Promise<void> {
    await this.records.remove({ id: providerId });
  }
}

function isRecord(record: unknown): record is LastTest {
  return (
    isJsonObject(record) &&
    typeof record.providerId === 'string' &&
    ['revision', 'atMs'].every((field) => typeof record[field] === 'number') &&
    Array.isArray(record.steps)
  );
}
