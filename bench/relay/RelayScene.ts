import { setTimeout as delay } from 'node:timers/promises';
import type { SandboxClient } from '../../sandbox/client';
import { APP_ID } from '../../test/support/Scene';
import { type SandboxProcess, startSandboxProcess } from '../../test/support/sandboxProcess';
import { AgentSide } from './AgentSide';
import { DirectChat, SIMULATOR_IDS } from './DirectChat';
import { type SimulatorProcess, startSimulatorProcess } from './simulatorProcess';

const AT_ONCE = 8;
/** Enough for as many messages straight to the simulator as through the app, well apart in each chat. */
const DIRECT_CHATS = 12;
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 200;

/** A room, and the visitor in it, by whose name the agent's side knows the chat. */
export interface RelayRoom {
  rid: string;
  token: string;
  visitor: string;
}

/** A workspace whose department `salesforce` is served by the simulator, and the rooms that were handed over to it. */
export class RelayScene {
  readonly rooms: RelayRoom[] = [];
  private named = 0;

  private constructor(
    private readonly processes: { sandbox: SandboxProcess; simulator: SimulatorProcess },
    readonly agent: AgentSide,
    readonly direct: readonly DirectChat[],
    private readonly bots: string,
  ) {}

  /** @param zip package of the app to measure. */
  static async open(zip: string): Promise<RelayScene> {
    const [sandbox, simulator] = await Promise.all([startSandboxProcess(['--zip', zip]), startSimulatorProcess()]);
    const agent = await AgentSide.open(simulator.controlUrl);
    const bots = await furnish(sandbox.admin, simulator.url);
    const names = Array.from({ length: DIRECT_CHATS }, (_, index) => `direct-${index + 1}`);
    const direct = await Promise.all(names.map((name) => DirectChat.open(simulator.url, name)));
    return new RelayScene({ sandbox, simulator }, agent, direct, bots);
  }

  get client(): SandboxClient {
    return this.processes.sandbox.admin;
  }

  /** Rooms that the bot serves. */
  async newRooms(count: number): Promise<RelayRoom[]> {
    const rooms: RelayRoom[] = [];
    await inTurns(count, async () => {
      const visitor = `visitor-${++this.named}`;
      const { token } = await this.client.livechat.registerVisitor({ department: this.bots, name: visitor });
      rooms.push({ rid: (await this.client.livechat.openRoom(token))._id, token, visitor });
    });
    return rooms;
  }

  /** Hands rooms over until there are as many sessions, all of them with an agent. */
  async growTo(count: number): Promise<void> {
    const rooms = await this.newRooms(count - this.rooms.length);
    await inTurns(rooms.length, (index) => this.handOver(rooms[index]));
    await this.connected(rooms);
  }

  async handOver(room: RelayRoom | undefined): Promise<void> {
    if (!room) return;
    this.rooms.push(room);
    const data = { roomId: room.rid, targetDepartmentName: 'salesforce' };
    const { status, data: answer } = await this.client.apps.request(APP_ID, { method: 'post', url: 'handover', data });
    if (status !== 200) throw new Error(`handover answered ${status} ${JSON.stringify(answer)}`);
  }

  /** Resolves when all of these visitors were told that an agent has joined, with the times by the visitors' names. */
  async connected(rooms: readonly RelayRoom[]): Promise<Map<string, number>> {
    const joinedAtMs = new Map<string, number>();
    await until(`agents in ${rooms.length} rooms`, async () => {
      const missing = rooms.filter(({ visitor }) => !joinedAtMs.has(visitor) && this.agent.acceptedAtMs.has(visitor));
      await inTurns(missing.length, async (index) => {
        const { rid, visitor } = missing[index] ?? { rid: '', visitor: '' };
        const atMs = await this.joinedAtMs(rid);
        if (atMs !== undefined) joinedAtMs.set(visitor, atMs);
      });
      return joinedAtMs.size === rooms.length;
    });
    return joinedAtMs;
  }

  /** Lets the agents end all chats; resolves when no session is left. */
  async clear(): Promise<void> {
    await this.agent.end(this.rooms.map(({ visitor }) => visitor));
    this.rooms.length = 0;
    await until('the end of all sessions', async () => (await this.sessionCount()) === 0);
  }

  async close(): Promise<void> {
    for (const chat of this.direct) chat.close();
    this.agent.close();
    await Promise.all([this.processes.sandbox.stop(), this.processes.simulator.stop()]);
  }

  private async sessionCount(): Promise<number> {
    const records = await this.client.control.records(APP_ID);
    return records.filter(({ associations }) => associations?.some(({ id }) => id === 'handover-session')).length;
  }

  private async joinedAtMs(rid: string): Promise<number | undefined> {
    const messages = await this.client.livechat.messages(rid);
    const joined = messages.find(({ customFields }) => String(customFields?.handoverEvent).includes(':agent-joined:'));
    return joined && Date.parse(joined.ts);
  }
}

/** Sets the app and the departments up; answers the id of the department that bots serve. */
async function furnish({ apps, livechat }: SandboxClient, endpoint: string): Promise<string> {
  const bot = await livechat.createAgent({ username: 'botty', bot: true });
  const bridge = await livechat.createAgent({ username: 'bridge', bot: true });
  const bots = await livechat.createDepartment({ name: 'bots' }, [bot._id]);
  await livechat.createDepartment({ name: 'salesforce' }, [bridge._id]);
  await apps.changeSettings(APP_ID, {
    salesforce_bot_username: 'bridge',
    handover_department_name: 'salesforce',
    chat_handover_department_name: 'bots',
    salesforce_chat_api_endpoint: endpoint,
    salesforce_organisation_id: SIMULATOR_IDS.organisation,
    salesforce_deployment_id: SIMULATOR_IDS.deployment,
    salesforce_button_id: SIMULATOR_IDS.button,
  });
  return bots._id;
}

/** Does work `count` times, a few at a time. */
export async function inTurns(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAtMs = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > giveUpAtMs) throw new Error(`Waited in vain for ${what}`);
    await delay(LOOK_EVERY_MS);
  }
}
