import type { Json } from '../../lib/json';
import { stringify } from '../../vendor/csv-stringify';
import { type Document, isListing, MEMBERS } from './document';

/**
 * The document as CSV (RFC 4180) with a header: a row for each thing, a column for each member it can have, and what has
 * members of its own as JSON. A text that a spreadsheet would take for a formula begins with an apostrophe.
 */
export function toCsv(document: Document): string {
  const columns = [...MEMBERS[document.kind]];
  const things = isListing(document) ? document.items : [document];
  const rows = things.map(({ members }) => columns.map((column) => cell(members[column])));
  return stringify([columns, ...rows], { record_delimiter: 'windows', escape_formulas: true });
}

function cell(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
