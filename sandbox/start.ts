import { Command } from 'commander';
import { handoverApp } from '../scripts/handoverApp';
import { SandboxClient } from './client';
import { startSandbox } from './Sandbox';
import { say } from './story/say';
import { tellHandover } from './story/tellHandover';

interface Flags {
  instances: string;
  port: string;
  once?: boolean;
}

const program = new Command()
  .name('npm start --')
  .description('Shows a handover from beginning to end, in a Rocket.Chat that it brings along')
  .option('--instances <count>', 'how many servers share the workspace', '1')
  .option('--port <port>', 'port of the first server', '3000')
  .option('--once', 'end after the story, with exit status 0 if all went well');

void main(program.parse().opts<Flags>());

async function main({ instances, port, once }: Flags): Promise<void> {
  const { id, version } = handoverApp.manifest;
  say.step(`Starting Rocket.Chat: the real Apps-Engine, an Omnichannel in memory, ${instances} server(s)`);
  const sandbox = await startSandbox({ instances: Number(instances), port: Number(port) });
  for (const url of sandbox.urls) say.fact(url);
  let succeeded = false;
  try {
    say.step('Packaging and deploying the app with rc-apps deploy');
    await handoverApp.deploy(['--url', sandbox.url, '--username', 'admin', '--password', 'admin']);
    const client = await SandboxClient.login(sandbox.url);
    await client.control.settle();
    say.fact(`${id} ${version} is ${(await client.apps.get(id)).status}`);
    await tellHandover(client, { appId: id, url: sandbox.url });
    succeeded = true;
  } catch (error) {
    say.failure(error instanceof Error ? error.message : String(error));
  }
  if (once || !succeeded) {
    await sandbox.close();
    process.exit(succeeded ? 0 : 1);
  }
  say.note('Rocket.Chat stays up; Ctrl+C ends it.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
}
