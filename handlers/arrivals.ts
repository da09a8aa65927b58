import type { Arrivals } from '../lib/Arrivals';
import type { RoomsInTransit } from '../lib/RoomsInTransit';
import type { Routing } from '../lib/Routing';
import type { Arrival } from '../lib/rooms';
import type { Switchboard } from '../lib/Switchboard';

/** What tells whether a room is the app's business. */
interface Business {
  /** Username; undefined while the admin has named nobody. */
  readonly bridgeAgent: string | undefined;
  readonly routing: Routing;
}

/** Whom an event about a room is for. */
export interface Reception {
  readonly inTransit: RoomsInTransit;
  readonly business: () => Promise<Business>;
  readonly arrivals: Arrivals;
  readonly switchboard: Switchboard;
}

/**
 * A room came to somebody. Most rooms of a server are no business of the app's, so what an event says is enough to leave
 * them alone; the others are looked at.
 */
export async function handleArrival(arrival: Arrival, { inTransit, business, arrivals }: Reception): Promise<void> {
  const { roomId, servedBy, department } = arrival;
  if (inTransit.has(roomId)) return;
  const { bridgeAgent, routing } = await business();
  const isWithBridgeAgent = bridgeAgent !== undefined && servedBy === bridgeAgent;
  const isInServedDepartment = department !== undefined && routing.of(department) !== undefined;
  if (isWithBridgeAgent || isInServedDepartment) await arrivals.roomArrived(roomId);
}

/** A room was transferred: where it was it is missed, and where it is it may be welcome. */
export async function handleTransfer(arrival: Arrival, reception: Reception): Promise<void> {
  if (reception.inTransit.has(arrival.roomId)) return;
  await reception.switchboard.roomChanged(arrival.roomId);
  await handleArrival(arrival, reception);
}
