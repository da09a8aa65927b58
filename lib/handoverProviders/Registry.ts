import type { Clock } from '../clock';
import { HandoverError } from '../errors';
import type { InTurn } from '../InTurn';
import { type Rival, winClaim } from '../winClaim';

/** Where the claims to change providers are kept, shared by all app instances. */
export interface RegistryClaims {
  create(claim: Rival): Promise<void>;
  list(): Promise<Rival[]>;
  remove(id: string): Promise<void>;
}

/** How long a caller waits for others to finish their changes. */
const PATIENCE_MS = 10_000;
/** A change that is not written by then is not written at all: its claim may soon be taken for a dead one's. */
const LONGEST_CHANGE_MS = 20_000;
/** A claim of this age holds nothing: whoever made it is gone. */
const CLAIM_LIFETIME_MS = 40_000;

/** Lets a change be written as long as nobody else can be changing anything. */
export interface Hold {
  /** @throws HandoverError `providers-busy` when too much time has passed. */
  assertHolding(): void;
}

interface RegistryParts {
  readonly claims: RegistryClaims;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Of this process: only processes contend for the claim. */
  readonly turns: InTurn;
}

/**
 * Lets one change of handover providers be made at a time, in all app instances, so that what is checked before a change
 * is still true when it is written. Changes are an admin's work, and rare.
 */
export class Registry {
  constructor(private readonly parts: RegistryParts) {}

  /** @throws HandoverError `providers-busy` when others are changing providers for 10 s. */
  public change<T>(work: (hold: Hold) => Promise<T>): Promise<T> {
    const { clock, newId, turns } = this.parts;
    const giveUpAtMs = clock.nowMs() + PATIENCE_MS;
    return turns.do(async () => {
      if (clock.nowMs() >= giveUpAtMs) throw busy();
      const id = newId();
      try {
        await this.win(id, giveUpAtMs);
        return await work(holdUntil(clock, clock.nowMs() + LONGEST_CHANGE_MS));
      } finally {
        await this.parts.claims.remove(id);
      }
    });
  }

  private win(id: string, giveUpAtMs: number): Promise<void> {
    const { claims, clock } = this.parts;
    const rivals = async () => this.living((await claims.list()).filter((claim) => claim.id !== id));
    return winClaim({
      clock,
      id,
      giveUpAtMs,
      claim: (claimedAtMs) => claims.create({ id, claimedAtMs }),
      withdraw: () => claims.remove(id),
      look: async () => ({ rivals: await rivals(), seen: undefined }),
      rivals,
      refusal: busy,
    });
  }

  /** Those that still hold; the others are cleared away, because nobody else will. */
  private async living(all: readonly Rival[]): Promise<Rival[]> {
    const nowMs = this.parts.clock.nowMs();
    const holds = ({ claimedAtMs }: Rival) => Math.abs(nowMs - claimedAtMs) < CLAIM_LIFETIME_MS;
    await Promise.all(all.filter((claim) => !holds(claim)).map(({ id }) => this.parts.claims.remove(id)));
    return all.filter(holds);
  }
}

function holdUntil(clock: Clock, endMs: number): Hold {
  return {
    assertHolding: () => {
      if (clock.nowMs() >= endMs) throw busy();
    },
  };
}

function busy(): HandoverError {
  return new HandoverError('providers-busy', 'Another change of handover providers is being made; try again.');
}
