import { Command, InvalidArgumentError, Option } from 'commander';
import { handoverApp } from '../scripts/handoverApp';
import { SandboxClient } from './client';
import { APP_RUNTIMES, type AppRuntime } from './engine/appRuntime';
import { type Sandbox, startSandbox } from './Sandbox';
import { openCentre, PROVIDER_NAMES, type ProviderName } from './story/centres';
import { say } from './story/say';
import { tellHandover } from './story/tellHandover';

interface Flags {
  provider: ProviderName;
  instances: number;
  port: number;
  runtime: AppRuntime;
  once?: boolean;
}

const program = new Command()
  .name('npm start --')
  .description('Shows a handover from beginning to end, in a Rocket.Chat that it brings along')
  .addOption(
    new Option('--provider <name>', 'whose contact centre it is').choices(PROVIDER_NAMES).default(PROVIDER_NAMES[0]),
  )
  .option('--instances <count>', 'how many servers share the workspace', count(1, 16), 1)
  .option('--port <port>', 'port of the first server; 0 for any that is free', count(0, 65_535), 3000)
  .addOption(
    new Option('--runtime <name>', 'what the app runs under').choices(APP_RUNTIMES).default('deno').env('APP_RUNTIME'),
  )
  .option('--once', 'end after the story, with exit status 0 if all went well');

void main(program.parse().opts<Flags>());

async function main(flags: Flags): Promise<void> {
  let sandbox: Sandbox | undefined;
  try {
    sandbox = await open(flags);
    await tell(sandbox, flags.provider);
  } catch (error) {
    say.failure(explain(error, flags));
    process.exitCode = 1;
  }
  if (sandbox && !flags.once && process.exitCode !== 1) return stayUp(sandbox);
  await sandbox?.close();
  process.exit();
}

async function open({ instances, port, runtime }: Flags): Promise<Sandbox> {
  say.step(`Starting Rocket.Chat: the real Apps-Engine, an Omnichannel in memory, ${instances} server(s)`);
  const sandbox = await startSandbox({ instances, port, runtime });
  for (const url of sandbox.urls) say.fact(url);
  return sandbox;
}

async function tell(sandbox: Sandbox, provider: ProviderName): Promise<void> {
  const { id, version } = handoverApp.manifest;
  say.step('Packaging and deploying the app with rc-apps deploy');
  await handoverApp.deploy(['--url', sandbox.url, '--username', 'admin', '--password', 'admin']);
  const client = await SandboxClient.login(sandbox.url);
  await client.control.settle();
  say.fact(`${id} ${version} is ${(await client.apps.get(id)).status}`);
  const centre = await openCentre(provider);
  say.step(`Starting a simulated ${centre.name}`);
  say.fact(centre.url);
  await tellHandover({ app: { id, url: sandbox.url, client }, centre });
}

function stayUp(sandbox: Sandbox): void {
  say.note('Rocket.Chat stays up; Ctrl+C ends it.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
}

function explain(error: unknown, { port }: Flags): string {
  if (!(error instanceof Error)) return String(error);
  const isPortTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isPortTaken ? `port ${port} is in use; try npm start -- --port ${port + 100}` : error.message;
}

function count(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}
