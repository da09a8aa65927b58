import { setTimeout as delay } from 'node:timers/promises';
import { APP_ID } from '../../test/support/Scene';
import type { Figure } from '../Figure';
import { slope } from '../slope';
import type { RelayScene } from './RelayScene';

const SETTLE_MS = 2_000;
const LOOK_EVERY_MS = 500;
/** A busy process collects late; what it has after that is the least of what is seen. */
const LOOKS_AFTER_COLLECTION = 6;
const MOST_KB_PER_SESSION = 100;
const MOST_CPU_PERCENT = 10;
/** Fewer sessions are lost in the noise of a whole process. */
const TELLING_SESSIONS = 100;

/** How much memory the app's process has, as the system counts it (resident set size). */
export interface Memory {
  sessions: number;
  /** Garbage included that nobody has collected yet, which is as much as V8 finds worth its while. */
  rssKb: number;
  /** After a collection. */
  keptKb: number;
}

/** How much of one core the app's process takes while nobody talks, in percent. */
export async function takeIdleCpu(scene: RelayScene, seconds: number): Promise<number> {
  await delay(SETTLE_MS);
  const { control } = scene.client;
  const startedAt = performance.now();
  const { cpuMs: cpuBeforeMs = 0 } = await control.process(APP_ID);
  await delay(seconds * 1_000);
  const { cpuMs = 0 } = await control.process(APP_ID);
  return ((cpuMs - cpuBeforeMs) * 100) / (performance.now() - startedAt);
}

/**
 * The memory of the app's process, for a moment in which nobody talks. Not to be taken right before something is timed: V8
 * thinks the process small after a collection that it did not choose, and collects again and again until it has learned.
 */
export async function takeMemory(scene: RelayScene): Promise<Memory> {
  await delay(SETTLE_MS);
  return { sessions: scene.rooms.length, rssKb: await rssKb(scene), keptKb: await rssAfterCollection(scene) };
}

export function footprintFigures({ rssKb: rss, keptKb }: Memory, idleCpuPercent: number): Figure[] {
  return [
    {
      name: "memory of the app's process, and after a collection",
      measured: `${megabytes(rss)} / ${megabytes(keptKb)}`,
    },
    {
      name: "idle CPU of the app's process",
      measured: `${idleCpuPercent.toFixed(1)} % of a core`,
      limit: `≤ ${MOST_CPU_PERCENT} %`,
      isMet: idleCpuPercent <= MOST_CPU_PERCENT,
    },
  ];
}

/**
 * What one session more costs: the slope of the line through the memory with no, few and many sessions. What the process
 * needs in any case, and what it has grown by since it started, is in all of them and does not count; neither does
 * garbage, whose size says when V8 last found it worth its while to collect and nothing of sessions. The whole process is
 * counted, and not only the heap of JavaScript: connections and their buffers are outside of it. Nothing is said by few.
 */
export function memoryFigures(measured: readonly Memory[]): Figure[] {
  const counts = measured.map(({ sessions }) => sessions);
  if (Math.max(...counts) < TELLING_SESSIONS) return [];
  const perSession = slope(measured.map(({ sessions, keptKb }) => ({ x: sessions, y: keptKb })));
  return [
    {
      name: `memory per session, by the slope over ${counts.join(', ')} sessions`,
      measured: `${perSession.toFixed(0)} kB`,
      limit: `≤ ${MOST_KB_PER_SESSION} kB`,
      isMet: perSession <= MOST_KB_PER_SESSION,
    },
  ];
}

async function rssAfterCollection(scene: RelayScene): Promise<number> {
  await scene.client.control.collectGarbage(APP_ID);
  let leastKb = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS_AFTER_COLLECTION; look++) {
    await delay(LOOK_EVERY_MS);
    leastKb = Math.min(leastKb, await rssKb(scene));
  }
  return leastKb;
}

async function rssKb({ client }: RelayScene): Promise<number> {
  return ((await client.control.process(APP_ID)).rssBytes ?? 0) / 1_000;
}

function megabytes(kb: number): string {
  return `${(kb / 1_000).toFixed(0)} MB`;
}
