import type { ClaimStore } from '../ClaimStore';
import type { Claim, HandoverContext } from '../claim';
import { isJsonObject } from '../json';
import type { RecordStore } from './RecordStore';

/** Claims as records of kind `handover-claim`, any number per room, each under its own id. */
export class PersistentClaimStore implements ClaimStore {
  public static readonly KIND = 'handover-claim';

  constructor(private readonly records: RecordStore) {}

  public async create(claim: Claim): Promise<void> {
    await this.records.create(keyOf(claim), claim);
  }

  public async ofRoom(roomId: string): Promise<Claim[]> {
    return (await this.records.read({ roomId })).filter(isClaim).map(withoutNulls);
  }

  public async list(): Promise<Claim[]> {
    return (await this.records.read({})).filter(isClaim).map(withoutNulls);
  }

  public async keep(claim: Claim): Promise<void> {
    await this.records.replace(keyOf(claim), { ...claim, status: 'kept' });
  }

  public async remove(claim: Pick<Claim, 'id' | 'roomId'>): Promise<void> {
    await this.records.remove(keyOf(claim));
  }

  public async removeAllOfRoom(roomId: string): Promise<void> {
    await this.records.remove({ roomId });
  }
}

function keyOf({ id, roomId }: Pick<Claim, 'id' | 'roomId'>): { id: string; roomId: string } {
  return { id, roomId };
}

function isClaim(record: unknown): record is Claim {
  return (
    isJsonObject(record) &&
    ['id', 'roomId', 'departmentId'].every((field) => typeof record[field] === 'string') &&
    (record.status === 'held' || record.status === 'kept') &&
    typeof record.claimedAtMs === 'number' &&
    isJsonObject(record.context)
  );
}

/** The way through the engine turns what is absent into null. */
function withoutNulls(claim: Claim): Claim {
  const { buttonId, attributes, summary } = claim.context;
  const context: HandoverContext = { attributes, ...(buttonId && { buttonId }), ...(summary && { summary }) };
  const { by, said, ...rest } = claim;
  return { ...rest, context, ...(by && { by }), ...(said && { said }) };
}
