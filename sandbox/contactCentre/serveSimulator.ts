import { InvalidArgumentError } from 'commander';

interface Simulator {
  readonly url: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

/** Reads an option of the command line that is a whole number; throws `InvalidArgumentError`. */
export function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) {
    throw new InvalidArgumentError('must be a whole number');
  }
  return Number(value);
}

async function run(start: () => Promise<Simulator>): Promise<void> {
  const simulator = await start();
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

/** Runs a simulator as a process: its urls go out as one line of JSON, and it ends with SIGINT or SIGTERM. */
export function serveSimulator(start: () => Promise<Simulator>): void {
  run(start).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
