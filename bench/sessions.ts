import type { Figure } from './Figure';
import type { Cost } from './growth';
import { measureBurst } from './relay/burst';
import type { ProviderName } from './relay/centres';
import { footprintFigures, type Memory, memoryFigures, takeIdleCpu, takeMemory } from './relay/footprint';
import { measureHostCalls } from './relay/hostCalls';
import { aboveSimulator, firstWordsFigures, measureRelay, relayFigures } from './relay/latencies';
import { RelayScene } from './relay/RelayScene';

/** In each direction, whatever the number of sessions: a chat among 200 has a message every 10 s then. */
const PER_SECOND = 20;
/** So many must be carried within the limits; what more of them cost is only shown. */
const MOST_PROMISED = 1_000;
/**
 * How long people talk before what they say is held against the limits. V8 has made the heap of an idle process small,
 * and marks it several times until it fits the traffic again (decision 32).
 */
const WARM_UP_SECONDS = 15;

export interface SessionsOptions {
  provider: ProviderName;
  /** How many sessions to measure with. */
  counts: readonly number[];
  /** How long to be idle, and how long to talk, with each of these. */
  seconds: number;
}

/**
 * Measures one app process with as many active sessions as asked for: the delay of messages both ways, memory and idle
 * CPU; and before that, once, the calls to the host and many rooms that are handed over at once.
 */
export async function measureSessions(
  zip: string,
  { provider, counts, seconds }: SessionsOptions,
): Promise<{ figures: Figure[]; costs: Cost[] }> {
  const scene = await RelayScene.open(zip, provider);
  try {
    // Also warms the process up, so that what it grows by from here on belongs to the sessions.
    const figures = [...(await measureHostCalls(scene, seconds)), ...(await measureBurst(scene))];
    await scene.clear();
    const memory: Memory[] = [await takeMemory(scene)];
    const costs: Cost[] = [];
    for (const count of [...counts].sort((a, b) => a - b)) {
      const startedAt = performance.now();
      const before = scene.rooms.length;
      await scene.growTo(count);
      const perSecond = ((count - before) * 1_000) / (performance.now() - startedAt);
      const idleCpuPercent = await takeIdleCpu(scene, seconds);
      const firstWords = await measureRelay(scene, PER_SECOND, WARM_UP_SECONDS);
      const journeys = await measureRelay(scene, PER_SECOND, seconds);
      const taken = await takeMemory(scene);
      memory.push(taken);
      const measured = [
        { name: 'sessions that were set up a second', measured: perSecond.toFixed(1) },
        ...footprintFigures(taken, idleCpuPercent),
        ...firstWordsFigures(firstWords),
        ...relayFigures(journeys, scene.centre.pollingMs(count)),
      ];
      const shown = count > MOST_PROMISED ? measured.map(withoutLimit) : measured;
      figures.push(...shown.map((figure) => ({ ...figure, name: `${count} sessions: ${figure.name}` })));
      costs.push({
        sessions: count,
        memoryMb: taken.keptKb / 1_000,
        cpuPercent: idleCpuPercent,
        toAgentMs: aboveSimulator(journeys, 'to-agent', 50),
        toVisitorMs: aboveSimulator(journeys, 'to-visitor', 50),
      });
    }
    return { figures: [...figures, ...memoryFigures(memory)], costs };
  } finally {
    await scene.close();
  }
}

function withoutLimit({ name, measured }: Figure): Figure {
  return { name, measured };
}
