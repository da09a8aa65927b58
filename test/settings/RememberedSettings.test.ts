/// <reference types="jest" />
import { RememberedSettings } from '../../settings/RememberedSettings';

let nowMs: number;
let stored: Record<string, unknown>;
let asked: string[];
let remembered: RememberedSettings;
beforeEach(() => {
  nowMs = 1_000_000;
  stored = { one: 'first' };
  asked = [];
  remembered = new RememberedSettings({ nowMs: () => nowMs });
});

const reader = {
  getValueById: async (id: string) => {
    asked.push(id);
    if (stored[id] instanceof Error) throw stored[id];
    return stored[id];
  },
};
const value = (id: string) => remembered.from(reader).getValueById(id);

test('a setting is asked of the host once in ten seconds', async () => {
  expect(await Promise.all([value('one'), value('one')])).toEqual(['first', 'first']);
  nowMs += 9_999;
  await value('one');
  expect(asked).toEqual(['one']);
  nowMs += 1;
  stored.one = 'second';
  expect(await value('one')).toBe('second');
  expect(asked).toEqual(['one', 'one']);
});

test('a setting that was changed is asked for at once', async () => {
  await value('one');
  stored.one = 'second';
  remembered.forget();
  expect(await value('one')).toBe('second');
});

test('a host that does not answer is asked again', async () => {
  stored.one = new Error('no answer');
  await expect(value('one')).rejects.toThrow('no answer');
  stored.one = 'first';
  expect(await value('one')).toBe('first');
});
