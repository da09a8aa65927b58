/// <reference types="jest" />
import { constants, PerformanceObserver, performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { hastenYoungCollection } from '../../../lib/rocketchat/hastenYoungCollection';
import { ManualClock } from '../../support/ManualClock';

const EVENTS = 100;

const oneByOne = async (event: () => Promise<void>) => {
  for (let count = 0; count < EVENTS; count++) await event();
};
const together = async (event: () => Promise<void>) => {
  await Promise.all(Array.from({ length: EVENTS }, event));
};

/** How many young collections there were while so many events came. */
async function youngCollections(sessions: number, come = oneByOne): Promise<number> {
  let found = 0;
  const observer = new PerformanceObserver((list) => {
    const isYoung = ({ startTime, detail }: { startTime: number; detail?: unknown }) =>
      startTime >= startedAt && (detail as { kind: number }).kind === constants.NODE_PERFORMANCE_GC_MINOR;
    found += list.getEntries().filter(isYoung).length;
  });
  observer.observe({ entryTypes: ['gc'] });
  const clock = new ManualClock();
  const startedAt = performance.now();
  await come(() => hastenYoungCollection(sessions, clock));
  await setImmediate();
  await setImmediate();
  observer.disconnect();
  return found;
}

test('with many sessions, the events of the host bring young collections with them', async () => {
  expect(await youngCollections(200)).toBeGreaterThanOrEqual(3);
});

test('events that come together bring as few as a handful would', async () => {
  expect(await youngCollections(200, together)).toBeLessThanOrEqual(2);
});

test('with fewer, they leave nothing behind', async () => {
  expect(await youngCollections(199)).toBeLessThanOrEqual(1);
});
