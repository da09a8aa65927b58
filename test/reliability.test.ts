/// <reference types="jest" />
import { existsSync } from 'fs';
import path from 'path';
import { quotationsOf, rowsOf } from './support/quotations';
import { testNames } from './support/testNames';

const root = path.resolve(__dirname, '..');
const pages = [
  ['reliability.md', 50],
  ['security.md', 20],
] as const;
const quotations = pages.flatMap(([page]) => rowsOf(page).flatMap(quotationsOf));

test.each(pages)('every row of %s has a test, and there are more than %i', (page, count) => {
  const rows = rowsOf(page);
  expect(rows.length).toBeGreaterThan(count);
  expect(rows.filter((row) => quotationsOf(row).length === 0)).toEqual([]);
});

test.each([...new Set(quotations.map(({ file }) => file))])('%s has the tests that the pages name', (file) => {
  expect(existsSync(path.join(root, file))).toBe(true);
  const known = testNames(path.join(root, file));
  const wanted = quotations.filter((quotation) => quotation.file === file).map(({ name }) => name);
  expect(wanted.filter((name) => !known.includes(name))).toEqual([]);
});
