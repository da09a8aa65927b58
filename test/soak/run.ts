import { Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from '../../sandbox/contactCentre/serveSimulator';
import { PROVIDERS } from './ChatPlan';
import { type Finding, KINDS } from './check';
import { tableOf } from './report';
import { type SoakOptions, soakRun } from './soakRun';

const program = new Command()
  .name('npm run soak --')
  .description('Lets visitors and agents of every provider talk while everything goes wrong that can')
  .option('--minutes <number>', 'how long things go wrong', minutes, 10)
  .option('--chats <number>', 'how many at once', wholeNumber, 30)
  .option('--instances <number>', 'servers that share the workspace', wholeNumber, 2)
  .option('--seed <number>', 'the same seed, the same plan', wholeNumber, Date.now() % 2 ** 20)
  .addOption(new Option('--providers <names...>', 'the contact centres').choices(PROVIDERS).default([...PROVIDERS]));

void main(program.parse().opts<SoakOptions>());

async function main(options: SoakOptions): Promise<void> {
  const startedAt = Date.now();
  console.error(`npm run soak -- ${flags(options)}`);
  const report = await soakRun(options);
  const { rows, troubles, findings } = report;
  const seconds = Math.round((Date.now() - startedAt) / 1_000);
  console.log(
    JSON.stringify({ ...options, seconds, troubles, rows: Object.fromEntries(rows), kinds: kindsOf(findings) }),
  );
  console.error(tableOf(report));
  for (const { kind, what } of findings.slice(0, 100)) console.error(`${kind}: ${what}`);
  if (findings.length > 0) console.error(`The same plan again: npm run soak -- ${flags(options)}`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

/** How many findings there are of each kind, those that are no chat's among them. */
function kindsOf(findings: readonly Finding[]): Record<string, number> {
  const kinds = KINDS.map((kind) => [kind, findings.filter((finding) => finding.kind === kind).length] as const);
  return Object.fromEntries(kinds);
}

function minutes(value: string): number {
  if (!/^\d+(\.\d+)?$/.test(value)) throw new InvalidArgumentError('must be a number');
  return Number(value);
}

function flags({ minutes: length, chats, instances, seed, providers }: SoakOptions): string {
  return `--minutes ${length} --chats ${chats} --instances ${instances} --seed ${seed} --providers ${providers.join(' ')}`;
}
