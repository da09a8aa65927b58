import { Command, InvalidArgumentError } from 'commander';
import { startLiveAgent } from './Simulator';

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) {
    throw new InvalidArgumentError('must be a whole number');
  }
  return Number(value);
}

const options = new Command()
  .description('A simulated Salesforce Live Agent (Chat REST API)')
  .option('--port <number>', 'port to listen on, 0 for any that is free', wholeNumber, 0)
  .option('--seed <number>', 'seed of every id and every fault', wholeNumber, 1)
  .option('--hold-ms <number>', 'how long a poll is held open', wholeNumber, 30_000)
  .parse()
  .opts<{ port: number; seed: number; holdMs: number }>();

async function serve(): Promise<void> {
  const { port, seed, holdMs } = options;
  const simulator = await startLiveAgent({ port, seed, switches: { holdMs } });
  process.stdout.write(`${JSON.stringify({ url: simulator.url, controlUrl: simulator.controlUrl })}\n`);
  const stop = () => {
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
