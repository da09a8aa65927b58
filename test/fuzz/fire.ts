import http from 'http';
import { APP_ID, type Scene } from '../support/Scene';
import type { HostileRequest } from './hostileRequests';

const CONNECTIONS = 16;
const PATIENCE_MS = 60_000;

/** What came of sending hostile requests. */
export interface Aftermath {
  /** Number of answers by status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Requests that got a 5xx or no answer at all. */
  readonly failures: ReadonlyArray<{ request: HostileRequest; answer: string }>;
  /** How often the app's process had to be restarted. */
  readonly restarts: number;
}

/** Sends requests to the app of a scene, many at a time. */
export async function fire(scene: Scene, requests: readonly HostileRequest[]): Promise<Aftermath> {
  const before = await scene.client.control.process(APP_ID);
  const statuses: Record<number, number> = {};
  const failures: Array<{ request: HostileRequest; answer: string }> = [];
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const next = requests.values();
  const send = async () => {
    for (const request of next) {
      const { status, text } = await exchange(scene.sandbox.urls[0] ?? '', agent, request);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status >= 500 || status === 0) failures.push({ request, answer: `${status} ${text.slice(0, 300)}` });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, send));
  agent.destroy();
  const after = await scene.client.control.process(APP_ID);
  return { statuses, failures, restarts: after.restarts - before.restarts };
}

function exchange(base: string, agent: http.Agent, request: HostileRequest): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(base);
  const { method, path, headers, body } = request;
  return new Promise((resolve) => {
    const options = {
      hostname,
      port,
      path,
      method,
      agent,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    };
    const call = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    call.setTimeout(PATIENCE_MS, () => call.destroy(new Error('no answer')));
    call.once('error', (error) => resolve({ status: 0, text: error.message }));
    call.end(body);
  });
}
