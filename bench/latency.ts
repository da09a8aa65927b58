import type { BenchScene } from './BenchScene';
import { type Figure, ms, percentile } from './Figure';

const WARM_UP = 100;
/** A room is left after this many moves, before its history grows long. */
const MOVES_PER_ROOM = 50;
const MOST_ABOVE_MS = 5;

/** A package under measurement. */
export interface Contender {
  name: string;
  scene: BenchScene;
}

/**
 * Times handovers next to bare transfers of the same host, in turns, so that whatever else the machine does hits both;
 * several packages take their turns in the same run.
 */
export async function measureLatency(contenders: readonly Contender[], samples: number): Promise<Figure[]> {
  const lanes = contenders.map(({ name, scene }) => ({
    name,
    scene,
    handover: [] as number[],
    transfer: [] as number[],
  }));
  for (let done = -WARM_UP; done < samples; done += MOVES_PER_ROOM) {
    const rooms = await Promise.all(lanes.map(async ({ scene }) => [await scene.room(), await scene.room()] as const));
    for (let move = 1; move <= MOVES_PER_ROOM; move++) {
      for (const [index, lane] of lanes.entries()) {
        const [handed = '', moved = ''] = rooms[index] ?? [];
        const handover = await lane.scene.handover(handed, move % 2);
        const transfer = await lane.scene.transfer(moved, move % 2);
        if (done < 0) continue;
        lane.handover.push(handover);
        lane.transfer.push(transfer);
      }
    }
  }
  return lanes.flatMap(({ name, handover, transfer }) => figuresOf(name, handover, transfer));
}

function figuresOf(name: string, handover: readonly number[], transfer: readonly number[]): Figure[] {
  const above = percentile(handover, 50) - percentile(transfer, 50);
  const ratio = percentile(handover, 50) / percentile(transfer, 50);
  const spread = (values: readonly number[]) => [50, 95, 99].map((p) => ms(percentile(values, p))).join(' / ');
  return [
    {
      name: `${name}: POST handover, p50 / p95 / p99 of ${handover.length}`,
      measured: spread(handover),
      limit: '',
      isMet: true,
    },
    {
      name: `${name}: bare transfer, p50 / p95 / p99 of ${transfer.length}`,
      measured: spread(transfer),
      limit: '',
      isMet: true,
    },
    {
      name: `${name}: p50 of POST handover above the bare transfer (ratio ${ratio.toFixed(2)})`,
      measured: ms(above),
      limit: `≤ ${ms(MOST_ABOVE_MS)}`,
      isMet: above <= MOST_ABOVE_MS,
    },
  ];
}
