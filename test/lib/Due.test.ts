/// <reference types="jest" />
import { Due } from '../../lib/Due';
import { ManualClock } from '../support/ManualClock';

test('it is time at once, and then again when the period has passed since the last time', async () => {
  const clock = new ManualClock();
  const due = new Due(clock, 30_000);
  expect([due.take(), due.take()]).toEqual([true, false]);
  clock.advance(29_999);
  expect(due.take()).toBe(false);
  clock.advance(5_000);
  expect(due.take()).toBe(true);
  clock.advance(29_999);
  expect(due.take()).toBe(false);
});
