/// <reference types="jest" />
import { Turns } from '../../lib/Turns';
import { settled } from '../support/SteppedClock';

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

test('so many go on at a time, and the others follow in the order in which they came', async () => {
  const turns = new Turns(2);
  const { begun, ends, work } = someWork();
  const all = [1, 2, 3, 4].map((number) => turns.take(work(number)));
  await settled();
  expect(begun).toEqual([1, 2]);
  ends.shift()?.();
  await settled();
  expect(begun).toEqual([1, 2, 3]);
  ends.shift()?.();
  await settled();
  for (const end of ends) end();
  expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
});

test('work that fails gives its turn on, too', async () => {
  const turns = new Turns(1);
  await expect(turns.take(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  expect(await turns.take(async () => 'done')).toBe('done');
});
