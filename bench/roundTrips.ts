import type { TraceEntry } from '../sandbox/engine/observe/Trace';
import type { BenchScene } from './BenchScene';
import type { Figure } from './Figure';

/** Long enough that calls made together overlap, whatever the machine does meanwhile. */
const LATENCY_MS = 40;
const MOST_BEFORE = 3;
const MOST_AFTER = 1;

/** Counts the round trips to the host that one handover makes one after the other, before and after the transfer. */
export async function measureRoundTrips(scene: BenchScene): Promise<Figure[]> {
  const { control } = scene.client;
  const roomId = await scene.room();
  await control.setLatency(LATENCY_MS);
  await control.setTrace(true);
  await scene.handover(roomId, 1);
  const calls = (await control.trace()).filter(({ kind, endMs }) => kind === 'rpc' && endMs !== undefined);
  await control.setTrace(false);
  await control.setLatency(0);
  const transfer = calls.find(({ method }) => method.endsWith('transferVisitor'));
  if (!transfer) throw new Error(`no transfer among ${calls.map(({ method }) => method).join(', ')}`);
  const before = longestChain(calls.filter(({ endMs = 0 }) => endMs <= transfer.startMs));
  const after = longestChain(calls.filter(({ startMs }) => startMs >= (transfer.endMs ?? 0)));
  return [
    figure('host round trips of one handover before the transfer', before, MOST_BEFORE),
    figure('host round trips of one handover after the transfer', after, MOST_AFTER),
  ];
}

function figure(name: string, count: number, most: number): Figure {
  return { name, measured: String(count), limit: `≤ ${most}`, isMet: count <= most };
}

/** The most calls of which each began after the one before had ended. */
function longestChain(calls: readonly TraceEntry[]): number {
  let count = 0;
  let freeAt = Number.NEGATIVE_INFINITY;
  for (const { startMs, endMs = startMs } of [...calls].sort((a, b) => (a.endMs ?? 0) - (b.endMs ?? 0))) {
    if (startMs < freeAt) continue;
    count += 1;
    freeAt = endMs;
  }
  return count;
}
