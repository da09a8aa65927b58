import type { RegistryClaims } from '../handoverProviders/Registry';
import { isJsonObject } from '../json';
import type { Rival } from '../winClaim';
import type { RecordStore } from './RecordStore';

/** Claims to change providers as records of kind `handover-provider-claim`, each written by the request that made it. */
export class PersistentRegistryClaims implements RegistryClaims {
  public static readonly KIND = 'handover-provider-claim';

  constructor(private readonly records: RecordStore) {}

  public async create({ id, claimedAtMs }: Rival): Promise<void> {
    await this.records.create({ id }, { id, claimedAtMs });
  }

  public async list(): Promise<Rival[]> {
    return (await this.records.read({})).filter(isClaim);
  }

  public async remove(id: string): Promise<void> {
    await this.records.remove({ id });
  }
}

function isClaim(record: unknown): record is Rival {
  return isJsonObject(record) && typeof record.id === 'string' && typeof record.claimedAtMs === 'number';
}
