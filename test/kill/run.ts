import { Command } from 'commander';
import { killRun } from './killRun';

const program = new Command()
  .name('npm run kill --')
  .description("Kills the app's process at random while visitors and agents talk, and compares what each of them saw")
  .option('--chats <number>', 'how many at once', '50')
  .option('--kills <number>', 'how many processes are killed', '200')
  .option('--instances <number>', 'servers that share the workspace', '1')
  .option('--seed <number>', 'the same seed, the same dice', String(Date.now() % 2 ** 20));

void main(program.parse().opts<Record<'chats' | 'kills' | 'instances' | 'seed', string>>());

async function main(flags: Record<'chats' | 'kills' | 'instances' | 'seed', string>): Promise<void> {
  const [chats, kills, instances, seed] = [flags.chats, flags.kills, flags.instances, flags.seed].map(Number);
  const startedAt = Date.now();
  const options = { chats: chats ?? 0, kills: kills ?? 0, instances: instances ?? 1, seed: seed ?? 1 };
  const { findings, ...report } = await killRun(options);
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(JSON.stringify({ ...options, ...report, findings: findings.length, seconds }));
  for (const finding of findings.slice(0, 100)) console.error(finding);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
