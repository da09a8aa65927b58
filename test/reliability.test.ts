/// <reference types="jest" />
import { existsSync, readFileSync } from 'fs';
import path from 'path';
import { testNames } from './support/testNames';

const root = path.resolve(__dirname, '..');
const page = readFileSync(path.join(root, 'docs/reliability.md'), 'utf8');

/** What the page quotes: a file of tests, and the full name of one in it. */
interface Quotation {
  readonly file: string;
  readonly name: string;
}

/** In the rows of the page a file in backticks is followed by the names of its tests in quotation marks. */
function quotationsOf(row: string): Quotation[] {
  return [...row.matchAll(/`test\/([\w./-]+)`((?:[\s;,]*“[^”]+”)*)/g)].flatMap(([, file = '', names = '']) =>
    [...names.matchAll(/“([^”]+)”/g)].map(([, name = '']) => ({ file: path.join('test', file), name })),
  );
}

const rows = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (---|weakness|complaint)/.test(line));
const quotations = rows.flatMap(quotationsOf);

test('every weakness on the page that applies has a test', () => {
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter((row) => quotationsOf(row).length === 0)).toEqual([]);
});

test.each([...new Set(quotations.map(({ file }) => file))])('%s has the tests that the page names', (file) => {
  expect(existsSync(path.join(root, file))).toBe(true);
  const known = testNames(path.join(root, file));
  const wanted = quotations.filter((quotation) => quotation.file === file).map(({ name }) => name);
  expect(wanted.filter((name) => !known.includes(name))).toEqual([]);
});
