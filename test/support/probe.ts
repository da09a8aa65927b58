import { readFile } from 'node:fs/promises';
import type { SandboxClient } from '../../sandbox/client';
import { probeApp } from './probeApp';

/** The id in the probe app's `app.json`. */
export const PROBE = '9f0f4b46-6f0e-4a0f-9d59-6c1f0b9d2a11';

/** What the probe noted. */
export interface ProbeNote {
  name: string;
  detail: { [key: string]: unknown };
}

/** The package of the probe app. */
export async function probeZip(version = '0.0.1'): Promise<Buffer> {
  return readFile(await probeApp(version).package());
}

/** Lets the probe call an accessor, and answers what it got; throws what the accessor threw. */
export async function callAccessor<T>(client: SandboxClient, path: string, ...args: unknown[]): Promise<T> {
  const data = { path: path.split('.'), args };
  const answer = await client.apps.request<{ result: T; error?: string }>(PROBE, { method: 'post', url: 'call', data });
  if (answer.data.error !== undefined) throw new Error(answer.data.error);
  if (answer.status !== 200) throw new Error(`The probe answered ${answer.status}: ${JSON.stringify(answer.data)}`);
  return answer.data.result;
}

/** What happened to the probe on one instance since its process was started. */
export async function notesOf(client: SandboxClient, name?: string): Promise<ProbeNote[]> {
  const { data } = await client.apps.request<{ notes: ProbeNote[] }>(PROBE, { method: 'get', url: 'notes' });
  return data.notes.filter((note) => name === undefined || note.name === name);
}
