import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Router } from 'express';
import { handoverApp } from '../scripts/handoverApp';
import { SandboxClient } from './client';
import { APP_RUNTIMES, type AppRuntime } from './engine/appRuntime';
import { openBrowser } from './page/openBrowser';
import { openPage } from './page/openPage';
import { type Sandbox, startSandbox } from './Sandbox';
import type { ConnectedApp } from './story/ContactCentre';
import { openCentre, PROVIDER_NAMES, type ProviderName } from './story/centres';
import { say } from './story/say';
import { tellHandover } from './story/tellHandover';

interface Flags {
  provider: ProviderName;
  instances: number;
  port: number;
  runtime: AppRuntime;
  open?: boolean;
  deploy: boolean;
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
  .option('--open', 'open the page in the browser')
  .option('--no-deploy', 'install the package at hand, made if there is none, instead of deploying with rc-apps')
  .option('--once', 'no page: tell the story here and end, with exit status 0 if all went well');

void main(program.parse().opts<Flags>());

async function main(flags: Flags): Promise<void> {
  const routes = Router();
  let sandbox: Sandbox | undefined;
  try {
    sandbox = await start(flags, routes);
    if (!flags.once) return await showPage(sandbox, routes, flags);
    await tell(sandbox, flags);
  } catch (error) {
    say.failure(explain(error, flags));
    process.exitCode = 1;
  }
  await sandbox?.close();
  process.exit();
}

async function start({ instances, port, runtime }: Flags, routes: Router): Promise<Sandbox> {
  say.step(`Starting Rocket.Chat: the real Apps-Engine, an Omnichannel in memory, ${instances} server(s)`);
  const sandbox = await startSandbox({ instances, port, runtime, routes });
  for (const url of sandbox.urls) say.fact(url);
  return sandbox;
}

/** The page is there at once, and says what it waits for, or why it waits in vain. */
async function showPage(sandbox: Sandbox, routes: Router, flags: Flags): Promise<void> {
  const demo = await openPage(sandbox, routes);
  say.step(`Open ${sandbox.url}/ and talk to an agent`);
  if (flags.open) openBrowser(`${sandbox.url}/`);
  endOnSignals(sandbox);
  try {
    demo.preparing('Packaging and deploying the app');
    const app = await putIn(sandbox, flags);
    demo.preparing('Bringing the bot and the agents to their places');
    await demo.open(app, flags.provider);
    say.step(`Ready: the page is at ${sandbox.url}/`);
    say.note('Ctrl+C ends it.');
  } catch (error) {
    demo.fail(explain(error, flags));
    say.failure(explain(error, flags));
    process.exitCode = 1;
  }
}

async function tell(sandbox: Sandbox, flags: Flags): Promise<void> {
  const app = await putIn(sandbox, flags);
  const centre = await openCentre(flags.provider);
  say.step(`Starting a simulated ${centre.name}`);
  say.fact(centre.url);
  await tellHandover({ app, centre });
}

async function putIn(sandbox: Sandbox, { deploy }: Flags): Promise<ConnectedApp> {
  const { id, version } = handoverApp.manifest;
  if (deploy) {
    say.step('Packaging and deploying the app with rc-apps deploy');
    await handoverApp.deploy(['--url', sandbox.url, '--username', 'admin', '--password', 'admin']);
  } else {
    say.step('Installing the package of the app');
    await sandbox.install(await readFile(await handoverApp.package()));
  }
  const client = await SandboxClient.login(sandbox.url);
  await client.control.settle();
  say.fact(`${id} ${version} is ${(await client.apps.get(id)).status}`);
  return { id, url: sandbox.url, client };
}

function endOnSignals(sandbox: Sandbox): void {
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
