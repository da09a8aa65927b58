import { spawn } from 'node:child_process';

/** Opens an address in the browser of whoever sits here; does nothing where there is none. */
export function openBrowser(url: string): void {
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}
