/// <reference types="jest" />
import fc from 'fast-check';
import { uuidOf } from '../../../providers/salesforce-messaging/ids';
import { salesforceLanguage } from '../../../providers/salesforce-messaging/language';

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
