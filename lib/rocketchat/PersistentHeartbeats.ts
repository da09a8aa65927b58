import { isJsonObject } from '../json';
import type { Heartbeats } from '../Mailbox';
import type { RecordStore } from './RecordStore';

/** One record of kind `handover-instance` per living instance, written by that instance alone. */
export class PersistentHeartbeats implements Heartbeats {
  public static readonly KIND = 'handover-instance';

  constructor(private readonly records: RecordStore) {}

  public async beat(instance: string, atMs: number): Promise<void> {
    const record = { instance, atMs };
    // Never without a record in between: for whoever reads then, this instance would be dead.
    const known = await this.records.read({ instance });
    if (known.length === 0) await this.records.create({ instance }, record);
    else await this.records.replace({ instance }, record);
  }

  public async list(): Promise<ReadonlyMap<string, number>> {
    const beats = (await this.records.read({})).filter(isBeat);
    const latest = new Map<string, number>();
    for (const { instance, atMs } of beats) latest.set(instance, Math.max(atMs, latest.get(instance) ?? 0));
    return latest;
  }

  public async remove(instance: string): Promise<void> {
    await this.records.remove({ instance });
  }
}

function isBeat(record: unknown): record is { instance: string; atMs: number } {
  return isJsonObject(record) && typeof record.instance === 'string' && typeof record.atMs === 'number';
}
