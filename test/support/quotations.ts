import { readFileSync } from 'fs';
import path from 'path';

const root = path.resolve(__dirname, '../..');

/** What a page quotes: a file of tests, and the full name of one in it. */
export interface Quotation {
  readonly file: string;
  readonly name: string;
}

/** The rows of the tables of a page of `docs/`, without their heads. */
export function rowsOf(page: string): string[] {
  const lines = readFileSync(path.join(root, 'docs', page), 'utf8').split('\n');
  return lines.filter((line, index) => line.startsWith('| ') && !isHead(line, lines[index + 1]));
}

/** In a row a file in backticks is followed by the names of its tests in quotation marks. */
export function quotationsOf(row: string): Quotation[] {
  return [...row.matchAll(/`test\/([\w./-]+)`((?:[\s;,]*“[^”]+”)*)/g)].flatMap(([, file = '', names = '']) =>
    [...names.matchAll(/“([^”]+)”/g)].map(([, name = '']) => ({ file: path.join('test', file), name })),
  );
}

function isHead(line: string, next = ''): boolean {
  return line.startsWith('| ---') || next.startsWith('| ---');
}
