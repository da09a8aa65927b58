/// <reference types="jest" />
import { readdirSync, readFileSync } from 'fs';
import path from 'path';
import { LANGUAGES } from '../lib/language';

const folder = path.resolve(__dirname, '..', 'i18n');
const labelsOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(path.join(folder, `${language}.json`), 'utf8'));
const english = labelsOf('en');

/** What is the same in every language: placeholders, code, addresses and figures. */
const constants = (label: string) => [...new Set(label.match(/\{\w+\}|%\w|`[^`]*`|https:\S*\w|\d+/g))].sort();

test('there are labels in every language that a visitor can be spoken to in', () => {
  expect(readdirSync(folder).sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort());
});

describe.each(LANGUAGES)('the labels in %s', (language) => {
  const labels = labelsOf(language);

  test('are those of the English file, in its order', () => {
    expect(Object.keys(labels)).toEqual(Object.keys(english));
  });

  test('are not empty', () => {
    expect(Object.entries(labels).filter(([, label]) => label.trim() === '' || label !== label.trim())).toEqual([]);
  });

  test('name the same placeholders, code, addresses and figures as the English ones', () => {
    const named = (all: Record<string, string>) =>
      Object.fromEntries(Object.entries(all).map(([key, label]) => [key, constants(label)]));
    expect(named(labels)).toEqual(named(english));
  });
});

test.each(LANGUAGES.filter((language) => language !== 'en'))('no description in %s is left in English', (language) => {
  const labels = labelsOf(language);
  const left = Object.keys(english).filter((key) => key.endsWith('_description') && labels[key] === english[key]);
  expect(left).toEqual([]);
});
