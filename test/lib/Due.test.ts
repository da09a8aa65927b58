/// <reference types="jest" />
import { Due } from '../../lib/Due';
import { ManualClock } from '../support/ManualClock';

test('it is time at once, and then again when the period has passed since the last time', () => {
  const clock = new ManualClock();
  const due = new Due(clock);
  expect([due.take(30_000), due.take(30_000)]).toEqual([true, false]);
  clock.advance(29_999);
  expect(due.take(30_000)).toBe(false);
  clock.advance(5_000);
  expect(due.take(30_000)).toBe(true);
  clock.advance(29_999);
  expect([due.take(30_000), due.take(20_000)]).toEqual([false, true]);
});

test('it is time when the clock was put back by the period', () => {
  const clock = new ManualClock();
  const due = new Due(clock);
  due.take(30_000);
  clock.advance(-29_999);
  expect(due.take(30_000)).toBe(false);
  clock.advance(-1);
  expect([due.take(30_000), due.take(30_000)]).toEqual([true, false]);
});
