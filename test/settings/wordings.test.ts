/// <reference types="jest" />
import { LANGUAGES } from '../../lib/language';
import { TEXT_KEYS } from '../../lib/texts';
import { TEXT_SETTINGS } from '../../settings/textSettings';
import { ENGLISH } from '../../settings/wordings/en';
import { WORDINGS } from '../../settings/wordings/index';

const placeholders = (text: string) => (text.match(/\{[^}]*\}|%\w/g) ?? []).sort();

test('there are wordings in every language that a visitor can be spoken to in', () => {
  expect(Object.keys(WORDINGS).sort()).toEqual([...LANGUAGES].sort());
});

test('every text has a setting of its own', () => {
  expect(TEXT_SETTINGS.map(([key]) => key).sort()).toEqual([...TEXT_KEYS].sort());
  expect(new Set(TEXT_SETTINGS.map(([, id]) => id)).size).toBe(TEXT_KEYS.length);
});

describe.each(LANGUAGES)('the wording in %s', (language) => {
  const wording = WORDINGS[language];

  test('says every text, and no other', () => {
    expect(Object.keys(wording).sort()).toEqual([...TEXT_KEYS].sort());
    expect(Object.values(wording).filter((text) => text.trim() === '' || text !== text.trim())).toEqual([]);
  });

  test.each(TEXT_KEYS)('has the placeholders of the English one in "%s"', (key) => {
    expect(placeholders(wording[key])).toEqual(placeholders(ENGLISH[key]));
  });
});

test.each(LANGUAGES.filter((language) => language !== 'en'))(
  'the wording in %s leaves nothing in English',
  (language) => {
    expect(TEXT_KEYS.filter((key) => WORDINGS[language][key] === ENGLISH[key])).toEqual([]);
  },
);

test('the placeholders are those that are filled in', () => {
  const used = new Set(TEXT_KEYS.flatMap((key) => placeholders(ENGLISH[key])));
  expect([...used].sort()).toEqual(['{agent}', '{position}', '{seconds}']);
});
