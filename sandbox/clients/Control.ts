import type { RegisteredCommand } from '../engine/bridges/Commands';
import type { Fault } from '../engine/observe/Faults';
import type { Broadcast, DeliveredEvent } from '../engine/observe/Monitor';
import type { TraceEntry } from '../engine/observe/Trace';
import type { Association, CustomField, JobDocument, PersistedRecord } from '../rocketchat/types';
import type { Edition } from '../rocketchat/Workspace';
import type { Json } from './Livechat';
import type { Rest } from './Rest';

/** Figures of an app's process. */
export interface ProcessFigures {
  pid: number | null;
  state: string;
  restarts: number;
  rssBytes?: number;
  cpuMs?: number;
}

/** One line that an app or its runtime logged. */
export interface AppLog {
  appId: string;
  method: string;
  entries: Array<{ severity: string; caller: string; args: unknown[] }>;
}

/** What the sandbox adds to Rocket.Chat: looking behind the scenes, and breaking things. */
export class Control {
  constructor(private readonly rest: Rest) {}

  /** Resolves when every instance has followed what was done to apps. */
  async settle(): Promise<void> {
    await this.rest.post('/sandbox/settle');
  }

  /** Kills the app's process of this instance and waits until the engine has started another. */
  async restartProcess(appId: string): Promise<void> {
    await this.waitForRestart(appId, await this.kill(appId));
  }

  /** Kills the app's process of this instance; answers the count that {@link waitForRestart} takes. */
  async kill(appId: string): Promise<number> {
    return (await this.rest.post<{ restarts: number }>(`/sandbox/apps/${appId}/kill`)).restarts;
  }

  async waitForRestart(appId: string, restarts: number): Promise<void> {
    await this.rest.post(`/sandbox/apps/${appId}/wait-for-restart`, { restarts });
  }

  process(appId: string): Promise<ProcessFigures> {
    return this.rest.get(`/sandbox/apps/${appId}/process`);
  }

  /** Has the app's process collect its garbage, which takes it a moment. Under Deno only. */
  async collectGarbage(appId: string): Promise<void> {
    await this.rest.post(`/sandbox/apps/${appId}/collect-garbage`);
  }

  async logs(appId: string): Promise<AppLog[]> {
    return (await this.rest.get<{ logs: AppLog[] }>(`/sandbox/apps/${appId}/logs`)).logs;
  }

  async records(appId: string): Promise<PersistedRecord[]> {
    return (await this.rest.get<{ records: PersistedRecord[] }>(`/sandbox/apps/${appId}/persistence`)).records;
  }

  async insertRecord(appId: string, data: object, associations?: Association[]): Promise<string> {
    const record = { data, associations };
    return (await this.rest.post<{ id: string }>(`/sandbox/apps/${appId}/persistence`, record)).id;
  }

  /** Removes the records with at least these associations, or all of the app. */
  async removeRecords(appId: string, associations?: Association[]): Promise<number> {
    const url = `/sandbox/apps/${appId}/persistence`;
    return (await this.rest.delete<{ removed: number }>(url, { associations })).removed;
  }

  /** Slash commands and buttons of an app on this instance. */
  registrations(appId: string): Promise<{ commands: RegisteredCommand[]; buttons: Array<{ actionId: string }> }> {
    return this.rest.get(`/sandbox/apps/${appId}/registrations`);
  }

  /** This instance dies. */
  async vanish(): Promise<void> {
    await this.rest.post('/sandbox/vanish');
  }

  /** Bridge methods that an app asked for and the sandbox does not have. */
  async unimplemented(): Promise<string[]> {
    return (await this.rest.get<{ methods: string[] }>('/sandbox/unimplemented')).methods;
  }

  /** Events that instances gave to their apps, oldest first. */
  async events(): Promise<DeliveredEvent[]> {
    return (await this.rest.get<{ events: DeliveredEvent[] }>('/sandbox/events')).events;
  }

  /** Typing, ephemeral messages and dialogs, oldest first. */
  async broadcasts(): Promise<Broadcast[]> {
    return (await this.rest.get<{ broadcasts: Broadcast[] }>('/sandbox/broadcasts')).broadcasts;
  }

  /** Forgets events, broadcasts, trace, faults and the list of what is missing. */
  async clear(): Promise<void> {
    await this.rest.post('/sandbox/clear');
  }

  /** Lets calls of a bridge method, such as `LivechatBridge.transferVisitor`, go wrong. */
  async setFault(method: string, fault: Fault): Promise<void> {
    await this.rest.put(`/sandbox/faults/${method}`, fault);
  }

  /** The next events of a kind, such as `IPostMessageSent`, never reach an app; all of them unless told how many. */
  loseEvents(event: string, times?: number): Promise<void> {
    return this.setFault(event, { returnNull: true, times });
  }

  /** The next events of a kind reach the apps late; all of them unless told how many. */
  delayEvents(event: string, latencyMs: number, times?: number): Promise<void> {
    return this.setFault(event, { latencyMs, times });
  }

  /** Slows every call of an app to the host down. */
  async setLatency(latencyMs: number): Promise<void> {
    await this.rest.put('/sandbox/latency', { latencyMs });
  }

  async clearFaults(): Promise<void> {
    await this.rest.delete('/sandbox/faults');
  }

  /** Starts or stops recording calls, with an empty record. */
  async setTrace(enabled: boolean): Promise<void> {
    await this.rest.put('/sandbox/trace', { enabled });
  }

  async trace(): Promise<TraceEntry[]> {
    return (await this.rest.get<{ entries: TraceEntry[] }>('/sandbox/trace')).entries;
  }

  /** Lets the scheduler of this instance look for due jobs now. */
  async scanJobs(): Promise<void> {
    await this.rest.post('/sandbox/scheduler/scan');
  }

  async jobs(): Promise<Array<Json<JobDocument>>> {
    return (await this.rest.get<{ jobs: Array<Json<JobDocument>> }>('/sandbox/scheduler/jobs')).jobs;
  }

  /** One cycle of the queue worker; answers how many rooms got an agent. */
  async processQueue(): Promise<number> {
    return (await this.rest.post<{ assigned: number }>('/sandbox/queue/process')).assigned;
  }

  /** Moves the clock of a sandbox that was started with one that stands still. */
  async advanceClock(ms: number): Promise<void> {
    await this.rest.post('/sandbox/clock/advance', { ms });
  }

  /** The clock of this instance's machine is set: by so much forward, or back if that is negative. */
  async moveClock(ms: number): Promise<void> {
    await this.rest.post('/sandbox/clock/move', { ms });
  }

  async setEdition(edition: Partial<Edition>): Promise<void> {
    await this.rest.put('/sandbox/edition', edition);
  }

  async setMaxChats(agentId: string, limit: number): Promise<void> {
    await this.rest.put(`/sandbox/agents/${agentId}/max-chats`, { limit });
  }

  async defineCustomField(field: CustomField): Promise<void> {
    await this.rest.post('/sandbox/custom-fields', field);
  }

  async disableVisitor(visitorId: string): Promise<void> {
    await this.rest.post(`/sandbox/visitors/${visitorId}/disable`);
  }
}
