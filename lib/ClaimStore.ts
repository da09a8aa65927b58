import type { Claim } from './claim';

/**
 * Where claims are kept, shared by all app instances. Each claim is written by the request that made it alone. What one
 * instance has created, every later `ofRoom` on any instance sees.
 */
export interface ClaimStore {
  create(claim: Claim): Promise<void>;
  ofRoom(roomId: string): Promise<Claim[]>;
  list(): Promise<Claim[]>;
  /** Turns the claim into a `kept` one; does nothing when it was removed meanwhile. */
  keep(claim: Claim): Promise<void>;
  remove(claim: Pick<Claim, 'id' | 'roomId'>): Promise<void>;
  removeAllOfRoom(roomId: string): Promise<void>;
}
