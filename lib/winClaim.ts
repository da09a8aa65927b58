import type { Clock } from './clock';

const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** A claim as its rivals see it. */
export interface Rival {
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly claimedAtMs: number;
}

/** Something that one request at a time may have, in all app instances. */
export interface Contest<Seen> {
  readonly clock: Clock;
  /** Id of this request's claim, unique across app instances. */
  readonly id: string;
  /** When to give up; milliseconds since the Unix epoch. */
  readonly giveUpAtMs: number;
  /** Writes this request's claim, as made at this time. */
  claim(claimedAtMs: number): Promise<void>;
  withdraw(): Promise<void>;
  /** The claims of others that hold now, and what the winner will go by, read in one round. */
  look(): Promise<{ readonly rivals: readonly Rival[]; readonly seen: Seen }>;
  /** The claims of others that hold now, and no more. */
  rivals(): Promise<readonly Rival[]>;
  /** The error of whoever waited in vain. */
  refusal(): Error;
}

/**
 * Makes this request the only one whose claim holds, and answers what it saw then.
 *
 * The host has no compare-and-set, so: write the claim, then read all claims, and go on only when no other is held. Of two
 * requests the one that wrote later sees the other in any case. When several see each other, the first by `isBefore`
 * keeps its claim and waits until it is alone; the others withdraw theirs and wait until none is held.
 *
 * @throws the refusal, when others hold it until `giveUpAtMs`.
 */
export async function winClaim<Seen>(contest: Contest<Seen>): Promise<Seen> {
  for (let attempt = 0; ; attempt++) {
    const won = await tryToWin(contest);
    if (won) return won.seen;
    await untilFree(contest, attempt);
  }
}

/** Undefined when the claim had to be withdrawn for another. */
async function tryToWin<Seen>(contest: Contest<Seen>): Promise<{ seen: Seen } | undefined> {
  const own = { id: contest.id, claimedAtMs: contest.clock.nowMs() };
  await contest.claim(own.claimedAtMs);
  for (let attempt = 0; ; attempt++) {
    const { rivals, seen } = await contest.look();
    if (rivals.length === 0) return { seen };
    if (rivals.some((rival) => isBefore(rival, own))) {
      await contest.withdraw();
      return undefined;
    }
    await pause(contest, attempt);
  }
}

/** An order in which all instances see the same claims: what counts is what is stored, not whose clock is right. */
function isBefore(one: Rival, other: Rival): boolean {
  if (one.claimedAtMs !== other.claimedAtMs) return one.claimedAtMs < other.claimedAtMs;
  return one.id < other.id;
}

async function untilFree(contest: Contest<unknown>, attempts: number): Promise<void> {
  for (let attempt = attempts; ; attempt++) {
    await pause(contest, attempt);
    if ((await contest.rivals()).length === 0) return;
  }
}

/** Waits longer each time; of random length, so that requests do not stay in step. */
async function pause({ clock, giveUpAtMs, refusal }: Contest<unknown>, attempt: number): Promise<void> {
  if (clock.nowMs() >= giveUpAtMs) throw refusal();
  const range = Math.min(SHORTEST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
  await clock.wait(SHORTEST_PAUSE_MS + Math.random() * range);
}
