/** One measured figure next to what it may be. */
export interface Figure {
  name: string;
  measured: string;
  /** Left out for a figure that is only shown. */
  limit?: string;
  isMet?: boolean;
}

/** Figures as a table in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, measured, limit, isMet }) => {
    const verdict = isMet === undefined ? '' : isMet ? 'met' : 'MISSED';
    return `| ${name} | ${measured} | ${limit ?? ''} | ${verdict} |`;
  });
  return ['| figure | measured | limit | |', '| --- | --- | --- | --- |', ...rows].join('\n');
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
