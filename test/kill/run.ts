import { Command, Option } from 'commander';
import { wholeNumber } from '../../sandbox/contactCentre/serveSimulator';
import { PROVIDER_NAMES } from './centres';
import { type KillOptions, killRun } from './killRun';

const program = new Command()
  .name('npm run kill --')
  .description("Kills the app's process at random while visitors and agents talk, and compares what each of them saw")
  .addOption(new Option('--provider <name>', 'the contact centre').choices(PROVIDER_NAMES).default('live-agent'))
  .option('--chats <number>', 'how many at once', wholeNumber, 50)
  .option('--kills <number>', 'how many processes are killed', wholeNumber, 200)
  .option('--instances <number>', 'servers that share the workspace', wholeNumber, 1)
  .option('--seed <number>', 'the same seed, the same dice', wholeNumber, Date.now() % 2 ** 20);

void main(program.parse().opts<KillOptions>());

async function main(options: KillOptions): Promise<void> {
  const startedAt = Date.now();
  const { findings, late, ...report } = await killRun(options);
  const wrong = [...findings, ...late];
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(JSON.stringify({ ...options, ...report, findings: wrong.length, seconds }));
  for (const [kind, count] of kindsOf(wrong)) console.error(`${count} times: ${kind}`);
  for (const finding of wrong.slice(0, 100)) console.error(finding);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

/** How often each kind of finding came, whoever it happened to. */
function kindsOf(findings: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const kind = finding.replace(/\b[\w-]*\d[\w.-]*/g, '…');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
