/// <reference types="jest" />
import { fillText } from '../../lib/texts';

const values = { position: 2, waitSeconds: 150, agent: 'Ana', seconds: 30 };

test.each([
  ['You are number {position}.', 'You are number 2.'],
  ['You are number %s.', 'You are number 2.'],
  ['{wait} minutes', '3 minutes'],
  ['{agent} is here, {agent}!', 'Ana is here, Ana!'],
  ['{seconds} or %t', '30 or 30'],
  ['{name} and {} stay', '{name} and {} stay'],
  ['  without the ends  ', 'without the ends'],
  ['', ''],
])('"%s" becomes "%s"', (text, expected) => {
  expect(fillText(text, values)).toBe(expected);
});

test('what has no value is left out', () => {
  expect(fillText('[{position}{wait}{agent}{seconds}%s%t]', {})).toBe('[]');
});

test.each([
  [0, '1'],
  [1, '1'],
  [60, '1'],
  [61, '2'],
])('a wait of %d seconds is %s minutes', (waitSeconds, expected) => {
  expect(fillText('{wait}', { waitSeconds })).toBe(expected);
});

test("what an agent's name looks like is not filled in again", () => {
  expect(fillText('{agent} here', { agent: '{position} %t $&', position: 7, seconds: 9 })).toBe(
    '{position} %t $& here',
  );
});
