/// <reference types="jest" />
import { chooseLanguage } from '../../lib/language';

test.each([
  ['de', 'de'],
  ['DE', 'de'],
  ['de-AT', 'de'],
  ['de_CH', 'de'],
  ['de-Latn-DE-1996', 'de'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['pt_br', 'pt-BR'],
  ['es-419', 'es'],
  [' fr-CA ', 'fr'],
  ['en-GB', 'en'],
])('"%s" is served in %s', (tag, expected) => {
  expect(chooseLanguage([tag])).toBe(expected);
});

test.each(['ja', 'pti', 'd', 'German', '-', '', '*'])(
  '"%s" is served in English where nothing else is known',
  (tag) => {
    expect(chooseLanguage([tag])).toBe('en');
  },
);

test('the first that there is wins, and what there is not is passed over', () => {
  expect(chooseLanguage([undefined, 'ja', 'fr', 'de'])).toBe('fr');
  expect(chooseLanguage([])).toBe('en');
});
