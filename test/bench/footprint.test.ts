/// <reference types="jest" />
import { memoryFigures } from '../../bench/relay/footprint';

const memory = (sessions: number, keptKb: number, rssKb = keptKb) => ({ sessions, keptKb, rssKb });

test('what the process needs without sessions belongs to none of them', () => {
  const [figure] = memoryFigures([memory(0, 90_000), memory(200, 100_000), memory(1_000, 140_000)]);
  expect([figure?.measured, figure?.isMet]).toEqual(['50 kB', true]);
});

test('garbage is not counted', () => {
  const [figure] = memoryFigures([memory(0, 90_000, 90_000), memory(1_000, 140_000, 400_000)]);
  expect(figure?.measured).toBe('50 kB');
});

test('sessions that keep more than 100 kB each miss the limit', () => {
  const [figure] = memoryFigures([memory(0, 90_000), memory(200, 111_000)]);
  expect([figure?.measured, figure?.isMet]).toEqual(['105 kB', false]);
});

test('nothing is said by a few sessions', () => {
  expect(memoryFigures([memory(0, 90_000), memory(10, 100_000)])).toEqual([]);
});
