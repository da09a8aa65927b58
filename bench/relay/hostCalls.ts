import { setTimeout as delay } from 'node:timers/promises';
import type { Figure } from '../Figure';
import type { RelayScene } from './RelayScene';
import { type Direction, Talk } from './traffic';

/** Few, so that what is done now and then for each of them does not show; enough for the rate. */
const SESSIONS = 10;
/** What the opening of a session has left to do. */
const SETTLE_MS = 2_000;
const PER_SECOND = 20;
/** Whatever goes on in the background comes once at least: the settings are read every half a minute. */
const MOST_SECONDS = 30;
const MOST_CALLS = 3;

interface Calls {
  /** How many there were, by method. */
  counts: Map<string, number>;
  tookMs: number;
}

/** Counts the calls to the host that one message causes, each way, without those that are made while nobody talks. */
export async function measureHostCalls(scene: RelayScene, wantedSeconds: number): Promise<Figure[]> {
  await scene.growTo(SESSIONS);
  await delay(SETTLE_MS);
  const seconds = Math.min(wantedSeconds, MOST_SECONDS);
  const idle = await traced(scene, () => delay(seconds * 1_000));
  const figures: Figure[] = [];
  for (const direction of ['to-agent', 'to-visitor'] as const) {
    let sent = 0;
    const talking = await traced(scene, async () => {
      sent = (await new Talk(scene).run({ directions: [direction], perSecond: PER_SECOND, seconds })).sent;
    });
    figures.push(figureOf(direction, callsPerMessage(talking, idle, sent)));
  }
  const perSecond = (total(idle.counts) * 1_000) / idle.tookMs;
  return [
    ...figures,
    { name: `host calls a second while nobody talks in ${SESSIONS} rooms`, measured: perSecond.toFixed(1) },
  ];
}

async function traced(scene: RelayScene, work: () => Promise<unknown>): Promise<Calls> {
  const { control } = scene.client;
  await control.setTrace(true);
  const startedAt = performance.now();
  await work();
  const entries = await control.trace();
  const tookMs = performance.now() - startedAt;
  await control.setTrace(false);
  const counts = new Map<string, number>();
  for (const { kind, method } of entries) if (kind === 'rpc') counts.set(method, (counts.get(method) ?? 0) + 1);
  return { counts, tookMs };
}

/** How often each method was called for one of the messages that were sent. */
export function callsPerMessage(talking: Calls, idle: Calls, sent: number): Map<string, number> {
  const share = (method: string, count: number) =>
    (count - ((idle.counts.get(method) ?? 0) * talking.tookMs) / idle.tookMs) / sent;
  return new Map([...talking.counts].map(([method, count]) => [method, share(method, count)]));
}

function figureOf(direction: Direction, counts: Map<string, number>): Figure {
  const calls = total(counts);
  const parts = [...counts].filter(([, count]) => Math.abs(count) >= 0.05);
  const methods = parts.map(([method, count]) => `${method.split(':').pop()} ${count.toFixed(2)}`).join(', ');
  return {
    name: `host calls per message ${direction === 'to-agent' ? 'visitor → agent' : 'agent → visitor'}`,
    measured: `${calls.toFixed(2)} (${methods})`,
    limit: `≤ ${MOST_CALLS}`,
    // What goes on in the background is subtracted by its average only.
    isMet: calls <= MOST_CALLS + 0.1,
  };
}

function total(counts: Map<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
