/// <reference types="jest" />
import { constants, PerformanceObserver, performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { hastenYoungCollection } from '../../../lib/rocketchat/hastenYoungCollection';
import { ManualClock } from '../../support/ManualClock';

const EVENTS = 100;

/** How many young collections there were while so many events came. */
async function youngCollections(sessions: number): Promise<number> {
  let found = 0;
  const observer = new PerformanceObserver((list) => {
    const isYoung = ({ startTime, detail }: { startTime: number; detail?: unknown }) =>
      startTime >= startedAt && (detail as { kind: number }).kind === constants.NODE_PERFORMANCE_GC_MINOR;
    found += list.getEntries().filter(isYoung).length;
  });
  observer.observe({ entryTypes: ['gc'] });
  const clock = new ManualClock();
  const startedAt = performance.now();
  for (let event = 0; event < EVENTS; event++) await hastenYoungCollection(sessions, clock);
  await setImmediate();
  await setImmediate();
  observer.disconnect();
  return found;
}

test('with many sessions, the events of the host bring young collections with them', async () => {
  expect(await youngCollections(200)).toBeGreaterThanOrEqual(3);
});

test('with fewer, they leave nothing behind', async () => {
  expect(await youngCollections(199)).toBeLessThanOrEqual(1);
});
