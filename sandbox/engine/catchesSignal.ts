import { readFile } from 'node:fs/promises';
import { constants } from 'node:os';

/** Whether a process has said what it does on a signal, of which it would die otherwise; false where the system does not tell. */
export async function catchesSignal(pid: number, signal: NodeJS.Signals): Promise<boolean> {
  const bit = BigInt(constants.signals[signal] - 1);
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const caught = BigInt(`0x${/SigCgt:\s+([0-9a-f]+)/.exec(status)?.[1] ?? 0}`);
  return ((caught >> bit) & BigInt(1)) === BigInt(1);
}
