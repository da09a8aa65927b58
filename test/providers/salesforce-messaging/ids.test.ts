/// <reference types="jest" />
import fc from 'fast-check';
import { uuidOf } from '../../../providers/salesforce-messaging/ids';
import { salesforceLanguage } from '../../../providers/salesforce-messaging/language';
import { splitText } from '../../../providers/salesforce-messaging/splitText';

describe('a derived id', () => {
  test('is a lower-case UUID of version 4, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (names) => {
        expect(uuidOf(...names)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });

  test('is the same for the same names, and another for others', () => {
    expect(uuidOf('a', 'b')).toBe(uuidOf('a', 'b'));
    expect(new Set([uuidOf('a', 'b'), uuidOf('b', 'a'), uuidOf('ab'), uuidOf('a', 'b', '')]).size).toBe(4);
  });
});

describe('a language', () => {
  test.each([
    ['en', 'en_US'],
    ['EN', 'en_US'],
    ['de', 'de'],
    ['pt-BR', 'pt_BR'],
    ['pt', 'pt_PT'],
    ['zh_tw', 'zh_TW'],
    ['nl', 'nl_NL'],
    ['nb', 'no'],
    [' fr ', 'fr'],
  ])('%p is called %p at Salesforce', (tag, name) => {
    expect(salesforceLanguage(tag)).toBe(name);
  });

  test.each([undefined, '', 'english please', 'x', 'en-'])('%p is none', (tag) => {
    expect(salesforceLanguage(tag)).toBeUndefined();
  });
});

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
