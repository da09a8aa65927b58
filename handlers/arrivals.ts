import { isDepartment } from '../lib/departments';
import type { Switchboard } from '../lib/Switchboard';
import type { BridgeConfig } from '../settings/readConfig';

/** Where a room has come to, as an event tells it: who serves it now, and in which department. */
export interface Arrival {
  readonly roomId: string;
  readonly servedBy?: string;
  readonly department?: { readonly id?: string; readonly name?: string };
}

/**
 * A room came to somebody. Most rooms of a server are no business of the app's, so what an event says is enough to leave
 * them alone; for the others the switchboard looks at the room itself.
 */
export async function handleArrival(arrival: Arrival, config: BridgeConfig, switchboard: Switchboard): Promise<void> {
  const { roomId, servedBy, department } = arrival;
  const isWithBridgeAgent = config.bridgeAgent !== undefined && servedBy === config.bridgeAgent;
  const isInServedDepartment = department !== undefined && isDepartment(department, config.servedDepartment);
  if (isWithBridgeAgent || isInServedDepartment) await switchboard.roomArrived(roomId);
}
