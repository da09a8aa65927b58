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

/** Times messages both ways while `perSecond` of them go each way, above what the simulator takes by itself. */
export async function measureRelay(scene: RelayScene, perSecond: number, seconds: number): Promise<Figure[]> {
  const journeys = await new Talk(scene).run({ directions: ['to-agent', 'to-visitor'], perSecond, seconds });
  const { pollingMs } = scene.centre;
  return [
    ...figuresOf(journeys, 'to-agent', { p50: MOST_P50_MS, p99: MOST_P99_MS }),
    // Where the app asks for news, they lie at the contact centre until it does.
    ...figuresOf(journeys, 'to-visitor', { p50: pollingMs || MOST_P50_MS, p99: pollingMs + MOST_P99_MS }),
  ];
}

function figuresOf({ relayed, direct }: Journeys, direction: Direction, limits: Limits): Figure[] {
  const all = relayed[direction];
  const own = direct[direction];
  const above = (p: number) => percentile(all, p) - percentile(own, p);
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
