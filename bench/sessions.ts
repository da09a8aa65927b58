import type { Figure } from './Figure';
import { measureBurst } from './relay/burst';
import { type Footprint, footprintFigures, takeFootprint } from './relay/footprint';
import { measureHostCalls } from './relay/hostCalls';
import { measureRelay } from './relay/latencies';
import { RelayScene } from './relay/RelayScene';

/** In each direction, whatever the number of sessions: a chat among 200 has a message every 10 s then. */
const PER_SECOND = 20;
const SECONDS = 30;

/**
 * Measures one app process with as many active sessions as asked for: the delay of messages both ways, memory, idle CPU
 * and calls to the host; and before that, many rooms that are handed over at once.
 */
export async function measureSessions(zip: string, counts: readonly number[]): Promise<Figure[]> {
  const ascending = [...counts].sort((a, b) => a - b);
  const scene = await RelayScene.open(zip);
  try {
    // Also warms the process up, so that what it grows by from here on belongs to the sessions.
    const figures = await measureBurst(scene);
    await scene.clear();
    const empty = await takeFootprint(scene);
    for (const count of ascending) {
      const measured = await measureWith(scene, { count, empty });
      figures.push(...measured.map((figure) => ({ ...figure, name: `${count} sessions: ${figure.name}` })));
    }
    return [...figures, ...(await measureHostCalls(scene))];
  } finally {
    await scene.close();
  }
}

async function measureWith(
  scene: RelayScene,
  { count, empty }: { count: number; empty: Footprint },
): Promise<Figure[]> {
  await scene.growTo(count);
  const footprint = footprintFigures(await takeFootprint(scene), empty);
  return [...footprint, ...(await measureRelay(scene, PER_SECOND, SECONDS))];
}
