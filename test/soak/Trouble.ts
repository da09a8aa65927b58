import type { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { type Provider, pick } from './ChatPlan';

/** What befalls the app, its servers and the contact centres. */
export type Trouble =
  /** The app's process on one of the servers dies; which one, as a part of 1 of those that are left. */
  | { readonly kind: 'kill'; readonly which: number }
  /** The last of several servers dies. */
  | { readonly kind: 'lose-server' }
  /** Something goes wrong at a contact centre for a while. */
  | { readonly kind: 'fault'; readonly provider: Provider; readonly name: string; readonly lastsMs: number }
  /** An administrator changes texts, time-outs or how news are received. */
  | {
      readonly kind: 'settings';
      readonly edition: number;
      readonly queueSeconds: number;
      readonly receiveMode: 'direct' | 'host';
    }
  /** Somebody changes a stored provider. */
  | { readonly kind: 'patch'; readonly provider: Provider; readonly edition: number }
  /** Rocket.Chat tells the app of something late, or not at all, a few times. */
  | { readonly kind: 'event'; readonly name: string; readonly times: number; readonly lateMs: number | undefined }
  /** The clocks of all servers are set, as when the machine they are on was asleep; forward, or back if negative. */
  | { readonly kind: 'clock'; readonly byMs: number }
  /** The clock of one server is wrong for a while. */
  | { readonly kind: 'skew'; readonly which: number; readonly byMs: number; readonly lastsMs: number };

/** A trouble, and when it comes: milliseconds since the run began. */
export interface PlannedTrouble {
  readonly atMs: number;
  readonly trouble: Trouble;
}

const KINDS = [
  ...(['kill', 'kill', 'kill', 'fault', 'fault', 'fault', 'fault', 'fault', 'fault'] as const),
  ...(['settings', 'patch', 'event', 'clock', 'skew'] as const),
] as const;
const EVENTS = [
  'IPostMessageSent',
  'IPostLivechatAgentAssigned',
  'IPostLivechatRoomTransferred',
  'IPostLivechatRoomClosed',
] as const;
/**
 * Far from every deadline: the shortest is the half minute in which the end of a conversation is tried. What the clock of
 * a server is put back by, or wrong by, is less than a message may be late.
 */
const LONGEST_LEAP_MS = 20_000;
const LARGEST_STEP_BACK_MS = 2_000;
/** Several leaps within a deadline would be a longer one. */
const LEAST_BETWEEN_LEAPS_MS = 60_000;
const FIRST_AT_MS = 4_000;
const SHORTEST_GAP_MS = 1_000;
const LONGEST_GAP_MS = 5_000;
const SHORTEST_FAULT_MS = 2_000;
const LONGEST_FAULT_MS = 8_000;

/** Everything that goes wrong in a run, oldest first: the same for the same random numbers. */
export function planTroubles(
  random: SeededRandom,
  durationMs: number,
  faults: ReadonlyMap<Provider, readonly string[]>,
): PlannedTrouble[] {
  const planned: PlannedTrouble[] = [{ atMs: Math.round(durationMs / 2), trouble: { kind: 'lose-server' } }];
  const between = (least: number, most: number) => least + random.below(most - least);
  for (let atMs = FIRST_AT_MS; atMs < durationMs; atMs += between(SHORTEST_GAP_MS, LONGEST_GAP_MS)) {
    planned.push({ atMs, trouble: planTrouble(random, planned.length, faults) });
  }
  return withoutSwarms(planned.sort((one, other) => one.atMs - other.atMs));
}

function withoutSwarms(planned: readonly PlannedTrouble[]): PlannedTrouble[] {
  let leaptAtMs = Number.NEGATIVE_INFINITY;
  return planned.filter(({ atMs, trouble }) => {
    if (trouble.kind !== 'clock') return true;
    if (atMs - leaptAtMs < LEAST_BETWEEN_LEAPS_MS) return false;
    leaptAtMs = atMs;
    return true;
  });
}

function planTrouble(random: SeededRandom, edition: number, faults: ReadonlyMap<Provider, readonly string[]>): Trouble {
  const provider = pick(random, [...faults.keys()]);
  const kind = pick(random, KINDS);
  const lastsMs = () => SHORTEST_FAULT_MS + random.below(LONGEST_FAULT_MS - SHORTEST_FAULT_MS);
  switch (kind) {
    case 'kill':
      return { kind, which: random.fraction() };
    case 'fault':
      return { kind, provider, name: pick(random, faults.get(provider) ?? []), lastsMs: lastsMs() };
    case 'settings':
      return {
        kind,
        edition,
        queueSeconds: 300 + random.below(300),
        receiveMode: random.fraction() < 0.5 ? 'direct' : 'host',
      };
    case 'patch':
      return { kind, provider, edition };
    case 'event': {
      const lateMs = random.fraction() < 0.5 ? 500 + random.below(3_000) : undefined;
      return { kind, name: pick(random, EVENTS), times: 1 + random.below(4), lateMs };
    }
    case 'clock':
      return { kind, byMs: random.below(LONGEST_LEAP_MS + LARGEST_STEP_BACK_MS) - LARGEST_STEP_BACK_MS };
    case 'skew': {
      const byMs = random.below(2 * LARGEST_STEP_BACK_MS) - LARGEST_STEP_BACK_MS;
      return { kind, which: random.fraction(), byMs, lastsMs: lastsMs() };
    }
    default:
      return kind satisfies never;
  }
}
