import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const REPOSITORY = path.resolve(__dirname, '../..');

/** A simulated Salesforce in a process of its own, so that its work and the measuring do not delay each other. */
export interface SimulatorProcess {
  /** The Chat API Endpoint. */
  url: string;
  controlUrl: string;
  stop(): Promise<void>;
}

/** Starts the simulator as `npm run simulator:live-agent` does; it ends with this process. */
export async function startSimulatorProcess(): Promise<SimulatorProcess> {
  const script = 'sandbox/salesforce-live-agent/serve.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
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
