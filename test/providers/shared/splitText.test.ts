/// <reference types="jest" />
import fc from 'fast-check';
import { splitText } from '../../../providers/shared/splitText';

describe('a long text', () => {
  test('is cut into parts that are the text again, none of them too long or empty', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'binary' }), fc.integer({ min: 2, max: 60 }), (text, limit) => {
        const parts = splitText(text, limit);
        expect(parts.join('')).toBe(text);
        expect(parts.filter(({ length }) => length > limit || length === 0)).toEqual([]);
      }),
    );
  });

  test('is cut after a line or a word where it can be, and never within a character', () => {
    expect(splitText('one two\nthree four', 12)).toEqual(['one two\n', 'three four']);
    expect(splitText('aaaaaa bbbbbb', 10)).toEqual(['aaaaaa ', 'bbbbbb']);
    expect(splitText('ab🙂cd', 3)).toEqual(['ab', '🙂c', 'd']);
  });
});
