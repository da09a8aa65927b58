import { Command } from 'commander';
import { Scene } from '../support/Scene';
import { attack } from './attack';

const program = new Command()
  .name('npm run fuzz --')
  .description('Sends malformed, oversized and hostile requests to the packaged app in the real runtime')
  .option('--count <number>', 'how many', '10000')
  .option('--seed <number>', 'the same seed, the same requests', String(Date.now() % 2 ** 31));

void main(program.parse().opts<{ count: string; seed: string }>());

async function main({ count, seed }: { count: string; seed: string }): Promise<void> {
  const scene = await Scene.open();
  const startedAt = Date.now();
  const { failures, ...report } = await attack(scene, { count: Number(count), seed: Number(seed) });
  const seconds = (Date.now() - startedAt) / 1000;
  await scene.close();
  console.log(JSON.stringify({ ...report, failures: failures.length, seconds }));
  for (const failure of failures.slice(0, 10)) console.error(JSON.stringify(failure).slice(0, 2_000));
  const isClean = failures.length + report.restarts + report.transfers + report.records === 0;
  process.exitCode = isClean ? 0 : 1;
}
