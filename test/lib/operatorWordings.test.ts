/// <reference types="jest" />
import { LANGUAGES } from '../../lib/language';
import { describeReport } from '../../lib/operatorTexts';
import { ENGLISH } from '../../lib/operatorWordings/en';
import { OPERATOR_WORDINGS } from '../../lib/operatorWordings/index';

/** Every text by its name, such as `states.queued`. */
function flat(texts: object, prefix = ''): Array<readonly [name: string, text: string]> {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string' ? [[`${prefix}${name}`, text] as const] : flat(text, `${name}.`),
  );
}

/** What is the same in every language: placeholders and code. */
const constants = (text: string) => (text.match(/\{\w+\}|`[^`]*`/g) ?? []).sort();

test('operators are spoken to in as many languages as visitors', () => {
  expect(Object.keys(OPERATOR_WORDINGS).sort()).toEqual([...LANGUAGES].sort());
});

test.each(LANGUAGES)(
  'the wording in %s says everything that the English one says, with the same placeholders',
  (language) => {
    const texts = flat(OPERATOR_WORDINGS[language]);
    const english = flat(ENGLISH);
    expect(texts.map(([name]) => name)).toEqual(english.map(([name]) => name));
    expect(texts.filter(([, text]) => text.trim() === '')).toEqual([]);
    expect(texts.map(([name, text]) => [name, constants(text)])).toEqual(
      english.map(([name, text]) => [name, constants(text)]),
    );
  },
);

test.each(LANGUAGES.filter((language) => language !== 'en'))(
  'the wording in %s leaves no sentence in English',
  (language) => {
    const sentences = new Map(flat(ENGLISH).filter(([, text]) => text.includes(' ')));
    expect(flat(OPERATOR_WORDINGS[language]).filter(([name, text]) => sentences.get(name) === text)).toEqual([]);
  },
);

test('a report is told in the language of whoever reads it', () => {
  const report = {
    state: 'queued',
    departmentId: 'd',
    departmentName: 'Verkauf',
    servedBy: undefined,
    sinceMs: undefined,
    position: 2,
    agentName: undefined,
    conversationId: undefined,
    events: [{ atMs: Date.UTC(2026, 0, 5), state: 'queued', position: 0 }],
  } as const;
  expect(describeReport(report, { texts: OPERATOR_WORDINGS.de, utcOffsetHours: 1 })).toEqual({
    state: 'Der Besucher wartet auf einen Agenten des Contact Centers.',
    facts: [
      ['Abteilung', 'Verkauf'],
      ['Warteschlange', 'Platz 2'],
    ],
    events: ['01:00:00 wartet in der Warteschlange: als Nächster an der Reihe'],
  });
});
