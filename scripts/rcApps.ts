import { spawn } from 'child_process';
import path from 'path';

/** Runs the project's own `rc-apps` in `cwd` with the terminal attached; resolves with its exit status. */
export function rcApps(args: readonly string[], cwd: string): Promise<number> {
  const cli = path.resolve(__dirname, '..', 'node_modules', '@rocket.chat', 'apps-cli', 'bin', 'run');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
}
