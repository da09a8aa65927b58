/// <reference types="jest" />
import { parseParameters } from '../../../sandbox/engine/parseParameters';

test.each([
  ['', []],
  ['   \t', []],
  ['sales', ['sales']],
  [' sales \n team ', ['sales', 'team']],
  ['"sales team" now', ['sales team', 'now']],
  ["'sales team'", ['sales team']],
  ['"one""two words"', ['one', 'two words']],
  ['pre"in side"post', ['prein sidepost']],
  ['"say \\"hi\\" to"', ['say "hi" to']],
  ['half "open', ['half', '"open']],
  ["it's fine", ["it's", 'fine']],
])('%j is %j', (text, words) => {
  expect(parseParameters(text)).toEqual(words);
});
