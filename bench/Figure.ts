/** One measured figure next to what it may be. */
export interface Figure {
  name: string;
  measured: string;
  /** Left out for a figure that is only shown. */
  limit?: string;
  isMet?: boolean;
}

/** Prints figures as a table. */
export function printFigures(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}\n`);
  console.log('| figure | measured | limit | |');
  console.log('| --- | --- | --- | --- |');
  for (const { name, measured, limit, isMet } of figures) {
    const verdict = isMet === undefined ? '' : isMet ? 'met' : 'MISSED';
    console.log(`| ${name} | ${measured} | ${limit ?? ''} | ${verdict} |`);
  }
}

/** Milliseconds with one digit. */
export function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

/** The p-th percentile of what was measured, by nearest rank; `p` from 0 to 100. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}
