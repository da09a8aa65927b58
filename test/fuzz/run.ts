import { Command } from 'commander';
import { Scene } from '../support/Scene';
import { attack } from './attack';
import { attackProviders } from './attackProviders';

const program = new Command()
  .name('npm run fuzz --')
  .description('Sends malformed, oversized and hostile requests to the packaged app in the real runtime')
  .option('--count <number>', 'how many', '10000')
  .option('--seed <number>', 'the same seed, the same requests', String(Date.now() % 2 ** 31))
  .option('--target <name>', 'handover or providers; both unless one is named');

void main(program.parse().opts<Options>());

interface Options {
  count: string;
  seed: string;
  target?: string;
}

/** What an attack tells, besides what it is judged by. */
interface Report {
  readonly failures: readonly object[];
  readonly restarts: number;
}

async function main({ count, seed, target }: Options): Promise<void> {
  const aim = { count: Number(count), seed: Number(seed) };
  if (target !== 'providers') {
    await run(
      'handover',
      (scene) => attack(scene, aim),
      ({ transfers, records }) => transfers + records,
    );
  }
  if (target !== 'handover') {
    await run(
      'providers',
      (scene) => attackProviders(scene, aim),
      ({ damage }) => damage.length,
    );
  }
}

async function run<R extends Report>(
  target: string,
  assault: (scene: Scene) => Promise<R>,
  traces: (report: R) => number,
): Promise<void> {
  const scene = await Scene.open();
  const startedAt = Date.now();
  const report = await assault(scene);
  const seconds = (Date.now() - startedAt) / 1000;
  await scene.close();
  const { failures, restarts } = report;
  console.log(JSON.stringify({ target, ...report, failures: failures.length, seconds }));
  for (const failure of failures.slice(0, 10)) console.error(JSON.stringify(failure).slice(0, 2_000));
  if (failures.length + restarts + traces(report) > 0) process.exitCode = 1;
}
