import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const REPOSITORY = path.resolve(__dirname, '../..');

/** A simulated contact centre in a process of its own, so that its work and the measuring do not delay each other. */
export interface SimulatorProcess {
  /** Where the app reaches it. */
  url: string;
  controlUrl: string;
  stop(): Promise<void>;
}

/** Starts a simulator of `sandbox/` by the name of its folder; it ends with this process. */
export async function startSimulatorProcess(folder: string): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', `sandbox/${folder}/serve.ts`], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('The simulator did not start'))),
  ]);
  const { url, controlUrl } = JSON.parse(String(line)) as { url: string; controlUrl: string };
  const stop = async () => {
    process.removeListener('exit', end);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    end();
    await exited;
  };
  return { url, controlUrl, stop };
}
