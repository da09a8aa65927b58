import type { ClaimStore } from '../../lib/ClaimStore';
import type { Claim } from '../../lib/claim';

/** The claim store as its contract describes it, in memory. */
export class MemoryClaimStore implements ClaimStore {
  public readonly claims = new Map<string, Claim>();

  public async create(claim: Claim): Promise<void> {
    this.claims.set(claim.id, structuredClone(claim));
  }

  public async ofRoom(roomId: string): Promise<Claim[]> {
    return [...this.claims.values()].filter((claim) => claim.roomId === roomId).map((claim) => structuredClone(claim));
  }

  public async list(): Promise<Claim[]> {
    return [...this.claims.values()].map((claim) => structuredClone(claim));
  }

  public async keep(claim: Claim): Promise<void> {
    if (this.claims.has(claim.id)) this.claims.set(claim.id, { ...structuredClone(claim), status: 'kept' });
  }

  public async remove({ id }: Pick<Claim, 'id'>): Promise<void> {
    this.claims.delete(id);
  }

  public async removeAllOfRoom(roomId: string): Promise<void> {
    for (const claim of await this.ofRoom(roomId)) this.claims.delete(claim.id);
  }
}
