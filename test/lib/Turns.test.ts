/// <reference types="jest" />
import { Turns } from '../../lib/Turns';
import { SteppedClock, settled } from '../support/SteppedClock';

/** Work that the test lets end, one piece after the other. */
function someWork() {
  const begun: number[] = [];
  const ends: Array<(error?: Error) => void> = [];
  const work = (number: number) => () =>
    new Promise<number>((resolve, reject) => {
      begun.push(number);
      ends.push((error) => (error ? reject(error) : resolve(number)));
    });
  return { begun, ends, work };
}

let clock: SteppedClock;
let turns: Turns;
beforeEach(() => {
  clock = new SteppedClock();
  turns = new Turns(clock);
});

test('one goes on at a time, and the others follow in the order in which they came', async () => {
  const { begun, ends, work } = someWork();
  const all = [1, 2, 3].map((number) => turns.take(work(number)));
  for (const expected of [[1], [1, 2], [1, 2, 3]]) {
    await settled();
    expect(begun).toEqual(expected);
    ends.shift()?.();
  }
  expect(await Promise.all(all)).toEqual([1, 2, 3]);
});

test('work that fails gives its turn on, too', async () => {
  await expect(turns.take(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  expect(await turns.take(async () => 'done')).toBe('done');
});

test('work that takes long does not keep the next waiting, nor lets in two at once when it ends', async () => {
  const { begun, ends, work } = someWork();
  const all = [1, 2, 3].map((number) => turns.take(work(number)));
  await clock.pass(199);
  expect(begun).toEqual([1]);
  await clock.pass(1);
  expect(begun).toEqual([1, 2]);
  ends.shift()?.();
  await settled();
  expect(begun).toEqual([1, 2]);
  ends.shift()?.();
  await settled();
  expect(begun).toEqual([1, 2, 3]);
  ends.shift()?.();
  expect(await Promise.all(all)).toEqual([1, 2, 3]);
  await clock.pass(200);
  expect(await turns.take(async () => 'free again')).toBe('free again');
});
