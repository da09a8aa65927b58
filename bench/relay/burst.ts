import { setTimeout as delay } from 'node:timers/promises';
import { type Figure, ms, percentile } from '../Figure';
import type { RelayRoom, RelayScene } from './RelayScene';

const ROOMS = 50;
const QUIET_MS = 2_000;
const PROBE_EVERY_MS = 50;
const MOST_MS = 1_000;
const MOST_TIMES_SLOWER = 2;

/**
 * Hands many rooms over at once and times how soon after the agent has accepted the visitor is told so; and what somebody
 * else's call takes meanwhile, next to what it takes when nothing else is going on.
 */
export async function measureBurst(scene: RelayScene): Promise<Figure[]> {
  const [bystander, ...rooms] = await Promise.all(Array.from({ length: ROOMS + 1 }, () => scene.newRoom()));
  if (!bystander) return [];
  const alone = await probeDuring(scene, bystander, delay(QUIET_MS));
  const startedAt = performance.now();
  let answeredMs = 0;
  const burst = Promise.all(rooms.map((room) => scene.handOver(room))).then(() => {
    answeredMs = performance.now() - startedAt;
    return scene.connected();
  });
  const meanwhile = await probeDuring(scene, bystander, burst);
  const waits: number[] = [];
  for (const room of rooms) waits.push((await scene.joinedAtMs(room)) - scene.centre.acceptedAtMs(room.visitor));
  const name = `${ROOMS} rooms handed over at once (all answered in ${ms(answeredMs)})`;
  return [connection(name, waits), slowing(name, alone, meanwhile)];
}

/**
 * How long calls took that somebody else made while something went on. They are made at a steady pace, whether or not the
 * ones before were answered: somebody who waits for his answer would ask least often when it is slowest.
 */
async function probeDuring(scene: RelayScene, { rid }: RelayRoom, work: Promise<unknown>): Promise<number[]> {
  const probes: Promise<number>[] = [];
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  const lane = async () => {
    while (!isOver) {
      probes.push(scene.askAbout(rid));
      await delay(PROBE_EVERY_MS);
    }
  };
  await Promise.all([over, lane()]);
  return Promise.all(probes);
}

function connection(name: string, waits: readonly number[]): Figure {
  const worst = Math.max(...waits);
  return {
    name: `${name}: accepted → connected, the last of them; p50 ${ms(percentile(waits, 50))}`,
    measured: ms(worst),
    limit: `≤ ${ms(MOST_MS)}`,
    isMet: worst <= MOST_MS,
  };
}

function slowing(name: string, alone: readonly number[], meanwhile: readonly number[]): Figure {
  const [before, during] = [percentile(alone, 50), percentile(meanwhile, 50)];
  return {
    name: `${name}: GET handover of another room, p50 of ${meanwhile.length} next to ${ms(before)} when alone`,
    measured: `${ms(during)} (${(during / before).toFixed(1)} ×)`,
    limit: `≤ ${MOST_TIMES_SLOWER} ×`,
    isMet: during <= MOST_TIMES_SLOWER * before,
  };
}
