import { readFile } from 'node:fs/promises';
import { ManualClock } from '../clock';
import { catchesSignal } from '../engine/catchesSignal';
import type { Fault } from '../engine/observe/Faults';
import type { CustomField, PersistedRecord } from '../rocketchat/types';
import type { Edition } from '../rocketchat/Workspace';
import type { Call } from './call';
import { failure } from './call';
import type { Route } from './routes';

/** What Rocket.Chat has no calls for: looking behind the scenes, and breaking things. */
export const controlRoutes: Route[] = [
  ['get', '/instances', 'anybody', ({ instance }) => ({ id: instance.id, url: instance.url })],
  ['post', '/settle', 'anybody', async ({ cluster }) => cluster.bus.settled()],
  ['post', '/apps/:id/kill', 'anybody', ({ request, instance }) => instance.kill(String(request.params.id))],
  ['post', '/apps/:id/wait-for-restart', 'anybody', waitForRestart],
  ['get', '/apps/:id/process', 'anybody', processFigures],
  ['post', '/apps/:id/collect-garbage', 'anybody', collectGarbage],
  ['get', '/apps/:id/logs', 'anybody', logs],
  ['get', '/apps/:id/persistence', 'anybody', records],
  ['post', '/apps/:id/persistence', 'anybody', insertRecord],
  ['delete', '/apps/:id/persistence', 'anybody', removeRecords],
  ['get', '/apps/:id/registrations', 'anybody', registrations],
  ['post', '/vanish', 'anybody', vanish],
  ['get', '/unimplemented', 'anybody', ({ cluster }) => ({ methods: cluster.monitor.unimplemented })],
  ['get', '/events', 'anybody', ({ cluster }) => ({ events: cluster.monitor.deliveredEvents })],
  ['get', '/broadcasts', 'anybody', ({ cluster }) => ({ broadcasts: cluster.monitor.broadcasts })],
  ['post', '/clear', 'anybody', ({ cluster }) => cluster.monitor.clear()],
  ['put', '/faults/:method', 'anybody', setFault],
  ['put', '/latency', 'anybody', setLatency],
  ['delete', '/faults', 'anybody', ({ cluster }) => cluster.monitor.faults.clear()],
  ['put', '/trace', 'anybody', setTrace],
  ['get', '/trace', 'anybody', ({ cluster }) => ({ entries: cluster.monitor.trace.list() })],
  ['delete', '/trace', 'anybody', ({ cluster }) => cluster.monitor.trace.reset(cluster.monitor.trace.recording)],
  ['post', '/scheduler/scan', 'anybody', ({ instance }) => instance.server.scheduler.scan()],
  ['get', '/scheduler/jobs', 'anybody', ({ cluster }) => ({ jobs: cluster.workspace.jobs.find() })],
  ['post', '/queue/process', 'anybody', async (call) => ({ assigned: await call.instance.server.queue.processOnce() })],
  ['post', '/clock/advance', 'anybody', advanceClock],
  ['post', '/clock/move', 'anybody', moveClock],
  ['get', '/edition', 'anybody', ({ cluster }) => ({ edition: cluster.workspace.edition })],
  ['put', '/edition', 'anybody', setEdition],
  ['put', '/agents/:id/max-chats', 'anybody', setMaxChats],
  ['post', '/custom-fields', 'anybody', defineCustomField],
  ['post', '/visitors/:id/disable', 'anybody', disableVisitor],
];

async function waitForRestart({ request, instance }: Call): Promise<void> {
  const { restarts } = request.body as { restarts?: number };
  await instance.waitForRestart(String(request.params.id), restarts ?? 0);
}

async function processFigures({ request, instance }: Call): Promise<object> {
  const { deno, state, livenessManager } = instance.host.controller(String(request.params.id));
  const figures = { pid: deno?.pid ?? null, state, restarts: livenessManager.restartCount };
  return deno?.pid === undefined ? figures : { ...figures, ...(await usageOf(deno.pid)) };
}

/** Memory and processor time of a process; nothing where the system does not tell. */
async function usageOf(pid: number): Promise<{ rssBytes?: number; cpuMs?: number }> {
  const ticksPerSecond = 100;
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return {
      rssBytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024,
      cpuMs: (ticks * 1000) / ticksPerSecond,
    };
  } catch {
    return {};
  }
}

async function collectGarbage({ request, instance }: Call): Promise<void> {
  const { deno } = instance.host.controller(String(request.params.id));
  // A process that does not listen for the signal would die of it.
  if (deno?.pid === undefined || !(await catchesSignal(deno.pid, 'SIGUSR2'))) {
    throw failure('The process of the app does not collect garbage on request');
  }
  process.kill(deno.pid, 'SIGUSR2');
}

async function logs({ request, cluster }: Call): Promise<object> {
  return { logs: await cluster.stores.logs.getEntriesFor(String(request.params.id)) };
}

function records(call: Call): object {
  return { records: recordsOf(call) };
}

async function insertRecord({ request, instance }: Call): Promise<object> {
  const { data, associations } = request.body as Partial<Pick<PersistedRecord, 'data' | 'associations'>>;
  if (data === undefined) throw failure('The record needs data');
  return { id: await instance.server.persistence.create(String(request.params.id), data, associations) };
}

async function removeRecords(call: Call): Promise<object> {
  const { associations } = (call.request.body ?? {}) as Pick<PersistedRecord, 'associations'>;
  const before = recordsOf(call).length;
  const appId = String(call.request.params.id);
  const { persistence } = call.instance.server;
  if (associations) await persistence.removeByAssociations(appId, associations);
  else await persistence.purge(appId);
  return { removed: before - recordsOf(call).length };
}

function recordsOf({ request, cluster }: Call): PersistedRecord[] {
  return cluster.workspace.persisted.filter(({ appId }) => appId === request.params.id);
}

async function registrations({ request, instance }: Call): Promise<object> {
  const { id } = request.params;
  const buttons = await instance.host.manager.getUIActionButtonManager().getAllActionButtons();
  return {
    commands: instance.commands.list().filter(({ appId }) => appId === id),
    buttons: buttons.filter(({ appId }) => appId === id),
  };
}

function vanish({ instance, response }: Call): void {
  // The answer has to be out before the port is gone.
  response.on('finish', () => void instance.vanish());
}

function setFault({ request, cluster }: Call): void {
  cluster.monitor.faults.set(String(request.params.method), request.body as Fault);
}

function setLatency({ request, cluster }: Call): void {
  cluster.monitor.faults.latencyMs = Number((request.body as { latencyMs?: number }).latencyMs ?? 0);
}

function setTrace({ request, cluster }: Call): void {
  cluster.monitor.trace.reset((request.body as { enabled?: boolean }).enabled === true);
}

async function advanceClock({ request, cluster }: Call): Promise<object> {
  if (!(cluster.clock instanceof ManualClock)) throw failure('The clock of this sandbox moves by itself');
  await cluster.clock.advance(Number((request.body as { ms?: number }).ms ?? 0));
  return { nowMs: cluster.clock.now() };
}

async function moveClock({ request, instance }: Call): Promise<void> {
  await instance.moveClock(Number((request.body as { ms?: number }).ms ?? 0));
}

function setEdition({ request, cluster }: Call): object {
  return { edition: Object.assign(cluster.workspace.edition, request.body as Partial<Edition>) };
}

function setMaxChats({ request, instance }: Call): void {
  instance.server.agents.setMaxChats(String(request.params.id), Number((request.body as { limit?: number }).limit));
}

function defineCustomField({ request, instance }: Call): void {
  instance.server.customFields.define(request.body as CustomField);
}

function disableVisitor({ request, instance }: Call): void {
  instance.server.visitors.disable(String(request.params.id));
}
