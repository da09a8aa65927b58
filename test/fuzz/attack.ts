import fc from 'fast-check';
import { APP_ID, type Scene } from '../support/Scene';
import { type Aftermath, fire } from './fire';
import { hostileRequests } from './hostileRequests';

/** What came of an attack. */
export interface AttackReport extends Aftermath {
  readonly seed: number;
  /** Transfers of the room that the requests aimed at. */
  readonly transfers: number;
  /** Records that the requests left behind. */
  readonly records: number;
}

/** Sends generated hostile requests to the app of a scene, and looks what they have done. The same seed, the same run. */
export async function attack(scene: Scene, { count, seed }: { count: number; seed: number }): Promise<AttackReport> {
  const { rid } = await scene.chat();
  const records = async () => (await scene.client.control.records(APP_ID)).length;
  const before = await records();
  const target = { basePath: `/api/apps/public/${APP_ID}`, roomId: rid };
  const aftermath = await fire(scene, fc.sample(hostileRequests(target), { numRuns: count, seed }));
  return {
    ...aftermath,
    seed,
    transfers: await scene.transfers(rid),
    records: (await records()) - before,
  };
}
