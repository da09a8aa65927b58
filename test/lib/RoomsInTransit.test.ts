/// <reference types="jest" />
import { RoomsInTransit } from '../../lib/RoomsInTransit';

test('a room is in transit until every move of it is over, whatever came of them', async () => {
  const inTransit = new RoomsInTransit();
  let fail: (error: Error) => void = () => undefined;
  const failing = inTransit.during('room', () => new Promise((_resolve, reject) => (fail = reject)));
  const result = await inTransit.during('room', async () => 'moved');
  expect([result, inTransit.has('room'), inTransit.has('other')]).toEqual(['moved', true, false]);
  fail(new Error('no answer'));
  await expect(failing).rejects.toThrow('no answer');
  expect(inTransit.has('room')).toBe(false);
});
