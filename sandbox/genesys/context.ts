import type { Clock } from '../clock';
import type { SeededRandom } from '../contactCentre/SeededRandom';
import type { GenesysFaults } from './faults';
import type { Switches } from './switches';

/** What every part of the simulator works with. */
export interface Context {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly switches: Switches;
  readonly faults: GenesysFaults;
  /** The simulator's own origin, without a slash at the end. */
  origin(): string;
}

/** A time as the platform writes it: ISO 8601 in UTC with milliseconds. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();
