import { type Figure, ms, percentile } from '../Figure';
import type { RelayScene } from './RelayScene';
import { type Direction, type Journeys, Talk } from './traffic';

const MOST_P50_MS = 10;
const MOST_P99_MS = 50;
const PARTS = 3;

/** The most that messages of one direction may take above what the simulator takes by itself, in milliseconds. */
interface Limits {
  p50: number;
  p99: number;
}
const NAMES: Record<Direction, string> = { 'to-agent': 'visitor → agent', 'to-visitor': 'agent → visitor' };

/** Times messages both ways while `perSecond` of them go each way. */
export function measureRelay(scene: RelayScene, perSecond: number, seconds: number): Promise<Journeys> {
  return new Talk(scene).run({ directions: ['to-agent', 'to-visitor'], perSecond, seconds });
}

/** @param pollingMs the longest that news lies at the contact centre before the app asks for it. */
export function relayFigures(journeys: Journeys, pollingMs: number): Figure[] {
  return [
    ...figuresOf(journeys, 'to-agent', { p50: MOST_P50_MS, p99: MOST_P99_MS }),
    ...figuresOf(journeys, 'to-visitor', { p50: pollingMs || MOST_P50_MS, p99: pollingMs + MOST_P99_MS }),
  ];
}

/** What the first words after a quiet time took. There is no limit for it: see decision 32. */
export function firstWordsFigures({ relayed }: Journeys): Figure[] {
  return (['to-agent', 'to-visitor'] as const).map((direction) => ({
    name: `${NAMES[direction]}: p50 / p95 / p99 of the first ${relayed[direction].length} after the quiet`,
    measured: spread(relayed[direction]),
  }));
}

/** The p-th percentile of a direction above that of the simulator by itself, in milliseconds. */
export function aboveSimulator({ relayed, direct }: Journeys, direction: Direction, p: number): number {
  return percentile(relayed[direction], p) - percentile(direct[direction], p);
}

function figuresOf(journeys: Journeys, direction: Direction, limits: Limits): Figure[] {
  const all = journeys.relayed[direction];
  const own = journeys.direct[direction];
  const above = (p: number) => aboveSimulator(journeys, direction, p);
  const size = Math.ceil(all.length / PARTS);
  const parts = Array.from({ length: PARTS }, (_, index) =>
    percentile(all.slice(index * size, (index + 1) * size), 50),
  );
  const name = NAMES[direction];
  return [
    { name: `${name}: p50 / p95 / p99 of ${all.length}`, measured: spread(all) },
    { name: `${name}: p50 of each third`, measured: parts.map(ms).join(' / ') },
    { name: `${name}: the simulator alone, p50 / p95 / p99 of ${own.length}`, measured: spread(own) },
    limited(`${name}: p50 above the simulator's`, above(50), limits.p50),
    limited(`${name}: p99 above the simulator's`, above(99), limits.p99),
  ];
}

function spread(values: readonly number[]): string {
  return [50, 95, 99].map((p) => ms(percentile(values, p))).join(' / ');
}

function limited(name: string, value: number, most: number): Figure {
  return { name, measured: ms(value), limit: `≤ ${ms(most)}`, isMet: value <= most };
}
