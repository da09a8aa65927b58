import { randomBytes } from 'crypto';
import { isJsonObject } from '../json';
import type { RecordStore } from './RecordStore';

const KEY_BYTES = 32;

/** What links to files are signed with, on every instance: records of kind `handover-link-key`, as a rule one. */
export class PersistentLinkKeys {
  public static readonly KIND = 'handover-link-key';

  constructor(private readonly records: RecordStore) {}

  /**
   * Every key that a link can be signed with, in the same order for everybody; two instances that both need the first one
   * at once make two.
   */
  public async all(): Promise<readonly string[]> {
    const records = await this.records.read({});
    const keys = records.flatMap((record) =>
      isJsonObject(record) && typeof record.key === 'string' ? [record.key] : [],
    );
    return keys.sort();
  }

  /** A key to sign with, made when there is none; of several the same for everybody. */
  public async some(): Promise<string> {
    const [known] = await this.all();
    if (known !== undefined) return known;
    const made = randomBytes(KEY_BYTES).toString('base64');
    await this.records.create({}, { key: made });
    const [first = made] = await this.all();
    return first;
  }
}
