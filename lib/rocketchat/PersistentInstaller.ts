import { isJsonObject } from '../json';
import type { RecordStore } from './RecordStore';

/** Who installed the app, or updated it last: one record of kind `handover-installer`. */
export class PersistentInstaller {
  public static readonly KIND = 'handover-installer';

  constructor(private readonly records: RecordStore) {}

  /** Id of the user; undefined where the app was installed without one. */
  public async userId(): Promise<string | undefined> {
    const [record] = await this.records.read({});
    return isJsonObject(record) && typeof record.userId === 'string' ? record.userId : undefined;
  }

  public async remember(userId: string): Promise<void> {
    await this.records.remove({});
    await this.records.create({}, { userId });
  }
}
