import { spawnSync } from 'child_process';
import path from 'path';
import { ROOT } from './stage';

/** Runs the project's own `rc-apps` in `cwd` with the terminal attached; returns its exit status. */
export function rcApps(args: readonly string[], cwd: string): number {
  const cli = path.join(ROOT, 'node_modules', '@rocket.chat', 'apps-cli', 'bin', 'run');
  const { status, error } = spawnSync(process.execPath, [cli, ...args], { cwd, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}
