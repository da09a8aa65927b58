import type { DeliveryCursor } from './deliveryCursor';

/** What a bot may say about the conversation it hands over; meant for the provider that will carry it. */
export interface HandoverContext {
  /** Routing target at the provider, instead of the one in its settings. */
  readonly buttonId?: string;
  /** Name and value pairs, in the order the bot gave them. */
  readonly attributes: ReadonlyArray<readonly [name: string, value: string]>;
  readonly summary?: string;
}

/**
 * One request's hold on a room. While `held`, no other request moves the room. A request whose department is served by a
 * provider leaves its claim behind as `kept`: it holds nothing any more and tells the session to come what the bot said.
 */
export interface Claim {
  readonly id: string;
  readonly roomId: string;
  readonly status: 'held' | 'kept';
  readonly departmentId: string;
  /** Milliseconds since the Unix epoch. */
  readonly claimedAtMs: number;
  readonly context: HandoverContext;
  /** What of the room's messages there was when it was asked for: what the visitor writes from then on is the agent's. */
  readonly said?: DeliveryCursor;
  /** The instance that made it, if that had shown itself before: when it is found dead, the claim goes with it. */
  readonly by?: string;
}

/** A claim of this age holds nothing: whoever made it is gone, or has given up long before a transfer. */
const CLAIM_LIFETIME_MS = 40_000;

/** True while the claim keeps others from moving the room. Instances' clocks may differ: the future is no better. */
export function holdsRoom(claim: Claim, nowMs: number): boolean {
  return claim.status === 'held' && Math.abs(nowMs - claim.claimedAtMs) < CLAIM_LIFETIME_MS;
}
