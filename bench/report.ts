import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Figure, tableOf } from './Figure';
import { type Cost, drawGrowth } from './growth';

/** Everything that one run has measured. */
export interface Report {
  readonly handover: readonly Figure[];
  /** By provider. */
  readonly sessions: ReadonlyMap<string, { readonly figures: readonly Figure[]; readonly costs: readonly Cost[] }>;
}

/** What the figures were measured on, and when. */
export function describeMachine(): string {
  const gigabytes = Math.round(os.totalmem() / 2 ** 30);
  const [cpu] = os.cpus();
  return [
    new Date().toISOString().slice(0, 10),
    `Node ${process.version}`,
    `${os.cpus().length} cores (${cpu?.model.trim() ?? 'unknown'})`,
    `${gigabytes} GB`,
    `load ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(' / ')}`,
  ].join(', ');
}

/** The report as Markdown, with the plot as a file of that name beside it. */
export function describeReport({ handover, sessions }: Report, plot: string): string {
  const chapters = [...sessions].map(([provider, { figures }]) => `## ${provider}\n\n${tableOf(figures)}`);
  return [
    '# Performance',
    'Written by `npm run bench:report`. The limits hold for up to 1,000 sessions; beyond them costs are only shown. Everything runs on one machine: the app in its real runtime, the sandbox as its host, the contact centre and the load, so that what is measured is above what the app alone would take.',
    describeMachine(),
    ...(handover.length > 0 ? ['## Handover', tableOf(handover)] : []),
    ...(sessions.size > 0 ? ['## How costs grow', `![Costs by the number of sessions](${plot})`] : []),
    ...chapters,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** Writes the report, and the plot beside it. */
export async function writeReport(file: string, report: Report): Promise<void> {
  const plot = `${path.basename(file, '.md')}.svg`;
  await writeFile(file, describeReport(report, plot));
  const costs = new Map([...report.sessions].map(([provider, { costs }]) => [provider, costs]));
  if (costs.size > 0) await writeFile(path.join(path.dirname(file), plot), drawGrowth(costs));
}
