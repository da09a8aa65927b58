import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { handoverApp } from '../scripts/handoverApp';
import { BenchScene } from './BenchScene';
import { type Figure, tableOf } from './Figure';
import { type Contender, measureLatency } from './latency';
import { PROVIDER_NAMES, type ProviderName } from './relay/centres';
import { describeMachine, writeReport } from './report';
import { measureRoundTrips } from './roundTrips';
import { measureSessions } from './sessions';

const program = new Command()
  .name('npm run bench --')
  .description('Measures the packaged app in the real runtime, each figure next to its limit')
  .argument('[zip]', 'another package to measure in the same run')
  .option('--samples <number>', 'handovers to time; 0 for none', wholeNumber, 1_000)
  .option(
    '--sessions <numbers>',
    'how many active sessions to measure with, as in 1,200; 0 for none',
    wholeNumbers,
    [1, 200],
  )
  .addOption(new Option('--provider <names...>', 'whose sessions').choices(PROVIDER_NAMES).default(['live-agent']))
  .option(
    '--seconds <number>',
    'how long to be idle, and how long to talk, with each number of sessions',
    wholeNumber,
    60,
  )
  .option('--report <file>', 'also write it all down there, with a plot beside it');

interface Flags {
  samples: number;
  sessions: number[];
  provider: ProviderName[];
  seconds: number;
  report?: string;
}

void main(program.parse().args[0], program.opts<Flags>());

async function main(other: string | undefined, { samples, sessions, provider, seconds, report }: Flags): Promise<void> {
  const zips = [await handoverApp.package(), ...(other === undefined ? [] : [other])];
  console.log(describeMachine());
  const handover = samples > 0 ? await measureHandovers(zips, samples) : [];
  if (handover.length > 0) console.log(`\n${tableOf(handover)}`);
  const measured = new Map<string, Awaited<ReturnType<typeof measureSessions>>>();
  // After every chapter: a run takes an hour, and what it has measured outlives a failure.
  const keep = async () => {
    if (report !== undefined) await writeReport(report, { handover, sessions: measured });
  };
  await keep();
  // One after the other, so that no other workspace takes its share of the machine meanwhile.
  for (const name of sessions.length > 0 ? provider : []) {
    for (const zip of zips) {
      const chapter = zips.length > 1 ? `${name}, ${nameOf(zip, zips)}` : name;
      const result = await measureSessions(zip, { provider: name, counts: sessions, seconds });
      measured.set(chapter, result);
      console.log(`\n${chapter}\n\n${tableOf(result.figures)}`);
      await keep();
    }
  }
  const figures = [...handover, ...[...measured.values()].flatMap((chapter) => chapter.figures)];
  process.exitCode = figures.every(({ isMet }) => isMet !== false) ? 0 : 1;
}

async function measureHandovers(zips: readonly string[], samples: number): Promise<Figure[]> {
  const contenders: Contender[] = [];
  const figures: Figure[] = [];
  try {
    for (const zip of zips) contenders.push({ name: nameOf(zip, zips), scene: await BenchScene.open(zip) });
    for (const { name, scene } of contenders) {
      figures.push(...(await measureRoundTrips(scene)).map((figure) => named(name, figure)));
    }
    figures.push(...(await measureLatency(contenders, samples)));
  } finally {
    await Promise.all(contenders.map(({ scene }) => scene.close()));
  }
  return figures;
}

function nameOf(zip: string, zips: readonly string[]): string {
  return zip === zips[0] ? 'this package' : path.basename(zip);
}

function named(name: string, figure: Figure): Figure {
  return { ...figure, name: `${name}: ${figure.name}` };
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('must be a whole number');
  return Number(value);
}

function wholeNumbers(value: string): number[] {
  return value
    .split(',')
    .map(wholeNumber)
    .filter((number) => number > 0);
}
