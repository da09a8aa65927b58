import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { ManualClock, RealClock } from './clock';
import { APP_RUNTIMES, type AppRuntime } from './engine/appRuntime';
import type { Sandbox } from './Sandbox';
import { startSandbox } from './Sandbox';

const PARENT_POLL_MS = 500;

interface Flags {
  instances: string;
  port?: string;
  zip?: string;
  runtime: AppRuntime;
  manualClock?: boolean;
  withParent?: boolean;
}

const program = new Command()
  .description('Starts an empty Rocket.Chat for apps')
  .option('--instances <count>', 'how many servers share the workspace', '1')
  .option('--port <port>', 'port of the first server; any free port by default')
  .option('--zip <file>', 'package of an app to install')
  .addOption(
    new Option('--runtime <name>', 'what apps run under').choices(APP_RUNTIMES).default('deno').env('APP_RUNTIME'),
  )
  .option('--manual-clock', 'a clock for jobs and queues that moves on request only')
  .option('--with-parent', 'ends when standard input ends');

void main(program.parse().opts<Flags>());

async function main(flags: Flags): Promise<void> {
  // Standard output carries the one line that says where the servers are.
  console.log = console.error;
  const starting = start(flags);
  endWith(starting, flags.withParent === true);
  try {
    const sandbox = await starting;
    process.stdout.write(`${JSON.stringify({ ready: true, urls: sandbox.urls })}\n`);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

async function start({ instances, port, zip, runtime, manualClock }: Flags): Promise<Sandbox> {
  const sandbox = await startSandbox({
    instances: Number(instances),
    runtime,
    ...(port !== undefined && { port: Number(port) }),
    clock: manualClock ? new ManualClock(Date.now()) : new RealClock(),
  });
  if (zip !== undefined) await sandbox.install(await readFile(zip));
  return sandbox;
}

/** Closes everything on the usual signals, and with the parent when asked to. */
function endWith(starting: Promise<Sandbox>, withParent: boolean): void {
  const end = (): void => {
    void starting
      .then((sandbox) => sandbox.close())
      .catch(() => undefined)
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  if (!withParent) return;
  process.stdin.on('end', end).on('error', end).resume();
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || end(), PARENT_POLL_MS).unref();
}
