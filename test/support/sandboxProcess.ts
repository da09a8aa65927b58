import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { SandboxClient } from '../../sandbox/client';

const REPOSITORY = path.resolve(__dirname, '../..');

/** A sandbox in a process of its own: the engine does not work among jest's stand-ins for JavaScript's own classes. */
export interface SandboxProcess {
  child: ChildProcess;
  urls: string[];
  /** A logged-in administrator on every instance. */
  admins: SandboxClient[];
  /** The administrator on the first instance. */
  admin: SandboxClient;
  /** What the process wrote to its standard error. */
  errors(): string;
  stop(): Promise<void>;
}

/** Starts `sandbox/serve.ts` with these arguments; it ends with the test process. */
export async function startSandboxProcess(args: string[] = []): Promise<SandboxProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/serve.ts', '--with-parent', ...args], {
    cwd: REPOSITORY,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error(`The sandbox did not start: ${errors}`))),
  ]);
  const { urls } = JSON.parse(String(line[0])) as { urls: string[] };
  const admins = await Promise.all(urls.map((url) => SandboxClient.login(url)));
  const [admin] = admins;
  if (admin === undefined) throw new Error('The sandbox has no instance');
  return { child, urls, admins, admin, errors: () => errors, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
