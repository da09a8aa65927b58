/// <reference types="jest" />
import { describeError } from '../../lib/describeError';

test('an error is told by its name, its message and where it happened', () => {
  const error = new TypeError('no such method');
  expect(describeError(error)).toEqual({ name: 'TypeError', message: 'no such method', stack: error.stack });
});

test.each([
  ['a text', 'gone', { name: 'string', message: 'gone' }],
  ['an object', { code: 7 }, { name: 'object', message: '{"code":7}' }],
])('%s that was thrown is told as it is', (_what, thrown, told) => {
  expect(describeError(thrown)).toEqual(told);
});
