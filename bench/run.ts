import path from 'node:path';
import { Command } from 'commander';
import { handoverApp } from '../scripts/handoverApp';
import { BenchScene } from './BenchScene';
import { type Figure, printFigures } from './Figure';
import { type Contender, measureLatency } from './latency';
import { measureRoundTrips } from './roundTrips';

const program = new Command()
  .name('npm run bench --')
  .description('Measures the packaged app in the real runtime, each figure next to its limit')
  .argument('[zip]', 'another package to measure in the same run')
  .option('--samples <number>', 'handovers to time', '1000');

void main(program.parse().args[0], Number(program.opts<{ samples: string }>().samples));

async function main(other: string | undefined, samples: number): Promise<void> {
  const zips = [await handoverApp.package(), ...(other === undefined ? [] : [other])];
  const contenders: Contender[] = [];
  const figures: Figure[] = [];
  try {
    for (const [index, zip] of zips.entries()) {
      contenders.push({ name: index === 0 ? 'this package' : path.basename(zip), scene: await BenchScene.open(zip) });
    }
    for (const { name, scene } of contenders) {
      figures.push(
        ...(await measureRoundTrips(scene)).map((figure) => ({ ...figure, name: `${name}: ${figure.name}` })),
      );
    }
    figures.push(...(await measureLatency(contenders, samples)));
  } finally {
    await Promise.all(contenders.map(({ scene }) => scene.close()));
  }
  printFigures(`Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`, figures);
  process.exitCode = figures.every(({ isMet }) => isMet !== false) ? 0 : 1;
}
