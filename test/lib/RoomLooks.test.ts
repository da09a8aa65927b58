/// <reference types="jest" />
import { RoomLooks } from '../../lib/RoomLooks';
import { settled } from '../support/SteppedClock';

/** Looks that the test lets end one by one. */
function aLook() {
  const ends: Array<() => void> = [];
  let begun = 0;
  const look = () => {
    begun++;
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  return { look, begun: () => begun, end: () => ends.shift()?.() };
}

test('looks at a room begin one after the other, and those who ask during one share the next', async () => {
  const looks = new RoomLooks();
  const { look, begun, end } = aLook();
  const asked = [looks.at('room', look)];
  await settled();
  asked.push(looks.at('room', look), looks.at('room', look), looks.at('room', look));
  await settled();
  expect(begun()).toBe(1);
  end();
  await settled();
  expect(begun()).toBe(2);
  end();
  await Promise.all(asked);
  expect(begun()).toBe(2);
});

test('looks at different rooms do not wait for each other', async () => {
  const looks = new RoomLooks();
  const { look, begun } = aLook();
  void looks.at('one', look);
  void looks.at('two', look);
  await settled();
  expect(begun()).toBe(2);
});

test('a look that fails tells those who asked for it, and the next one begins all the same', async () => {
  const looks = new RoomLooks();
  const failing = looks.at('room', () => Promise.reject(new Error('no answer')));
  await expect(failing).rejects.toThrow('no answer');
  await expect(looks.at('room', async () => undefined)).resolves.toBeUndefined();
});
