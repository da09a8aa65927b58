import { setTimeout as delay } from 'node:timers/promises';
import { APP_ID } from '../../test/support/Scene';
import { type Figure, percentile } from '../Figure';
import type { RelayScene } from './RelayScene';

const SETTLE_MS = 3_000;
const IDLE_MS = 12_000;
const LOOK_EVERY_MS = 500;
const MOST_KB_PER_SESSION = 100;
const MOST_CPU_PERCENT = 10;

/** What the app's process takes while nobody talks. */
export interface Footprint {
  sessions: number;
  rssKb: number;
  cpuPercent: number;
}

/** Watches the app's process for a while in which nobody talks. */
export async function takeFootprint(scene: RelayScene): Promise<Footprint> {
  await delay(SETTLE_MS);
  const { control } = scene.client;
  const startedAt = performance.now();
  const { cpuMs: cpuBeforeMs = 0 } = await control.process(APP_ID);
  const sizes: number[] = [];
  while (performance.now() - startedAt < IDLE_MS) {
    await delay(LOOK_EVERY_MS);
    sizes.push(((await control.process(APP_ID)).rssBytes ?? 0) / 1_000);
  }
  const { cpuMs = 0 } = await control.process(APP_ID);
  const cpuPercent = ((cpuMs - cpuBeforeMs) * 100) / (performance.now() - startedAt);
  return { sessions: scene.rooms.length, rssKb: percentile(sizes, 50), cpuPercent };
}

/** Compares the process with the same one before it had any sessions. */
export function footprintFigures({ sessions, rssKb, cpuPercent }: Footprint, before: Footprint): Figure[] {
  const perSession = (rssKb - before.rssKb) / sessions;
  // One session is lost in the noise of a whole process.
  const isTelling = sessions >= 100;
  return [
    {
      name: `memory per session, of ${(rssKb / 1_000).toFixed(0)} MB (${(before.rssKb / 1_000).toFixed(0)} MB without any)`,
      measured: `${perSession.toFixed(0)} kB`,
      ...(isTelling && { limit: `≤ ${MOST_KB_PER_SESSION} kB`, isMet: perSession <= MOST_KB_PER_SESSION }),
    },
    {
      name: `idle CPU of the app's process (${before.cpuPercent.toFixed(1)} % without sessions)`,
      measured: `${cpuPercent.toFixed(1)} % of a core`,
      limit: `≤ ${MOST_CPU_PERCENT} %`,
      isMet: cpuPercent <= MOST_CPU_PERCENT,
    },
  ];
}
