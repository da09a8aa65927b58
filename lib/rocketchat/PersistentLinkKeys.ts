import { randomBytes } from 'crypto';
import { isJsonObject } from '../json';
import type { RecordStore } from './RecordStore';

const KEY_BYTES = 32;

/** What links to files are signed with, on every instance: records of kind `handover-link-key`, as a rule one. */
export class PersistentLinkKeys {
  public static readonly KIND = 'handover-link-key';

  constructor(private readonly records: RecordStore) {}

  /** Every key that a link can be signed with; two instances that both need the first one at once make two. */
  public async all(): Promise<readonly string[]> {
    const records = await this.records.read({});
    return records.flatMap((record) => (isJsonObject(record) && typeof record.key === 'string' ? [record.key] : []));
  }

  /** A key to sign with, made when there is none. */
  public async some(): Promise<string> {
    const [key] = await this.all();
    if (key !== undefined) return key;
    const made = randomBytes(KEY_BYTES).toString('base64');
    await this.records.create({}, { key: made });
    return made;
  }
}
