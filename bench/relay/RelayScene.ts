import { setTimeout as delay } from 'node:timers/promises';
import type { SandboxClient } from '../../sandbox/client';
import { SettingId } from '../../settings/SettingId';
import { addProvider } from '../../test/support/addProvider';
import { APP_ID } from '../../test/support/Scene';
import { type SandboxProcess, startSandboxProcess } from '../../test/support/sandboxProcess';
import type { ContactCentre } from './ContactCentre';
import { openCentre, type ProviderName } from './centres';
import type { DirectChat } from './DirectChat';
import { inTurns } from './inTurns';

/** Enough for as many messages straight to the simulator as through the app, well apart in each chat. */
const DIRECT_CHATS = 12;
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 250;

/** A room, and the visitor in it, by whose name the contact centre knows the conversation. */
export interface RelayRoom {
  rid: string;
  token: string;
  visitor: string;
}

interface StoredSession {
  roomId: string;
  state: string;
}

/** A workspace whose department `salesforce` is served by a contact centre, and the rooms that were handed over to it. */
export class RelayScene {
  readonly rooms: RelayRoom[] = [];
  private named = 0;

  private constructor(
    private readonly sandbox: SandboxProcess,
    readonly centre: ContactCentre,
    readonly direct: readonly DirectChat[],
    private readonly bots: string,
  ) {}

  /** @param zip package of the app to measure. */
  static async open(zip: string, provider: ProviderName): Promise<RelayScene> {
    const [sandbox, centre] = await Promise.all([startSandboxProcess(['--zip', zip]), openCentre(provider)]);
    const bots = await furnish(sandbox, centre);
    const names = Array.from({ length: DIRECT_CHATS }, (_, index) => `direct-${index + 1}`);
    const direct = await Promise.all(names.map((name) => centre.openDirectChat(name)));
    return new RelayScene(sandbox, centre, direct, bots);
  }

  get client(): SandboxClient {
    return this.sandbox.admin;
  }

  /** A room that the bot serves. */
  async newRoom(): Promise<RelayRoom> {
    const visitor = `visitor-${++this.named}`;
    const { token } = await this.client.livechat.registerVisitor({ department: this.bots, name: visitor });
    return { rid: (await this.client.livechat.openRoom(token))._id, token, visitor };
  }

  /** Hands rooms over until there are as many sessions, all of them with an agent. */
  async growTo(count: number): Promise<void> {
    await inTurns(count - this.rooms.length, async () => this.handOver(await this.newRoom()));
    await this.connected();
  }

  async handOver(room: RelayRoom): Promise<void> {
    this.rooms.push(room);
    const data = { roomId: room.rid, targetDepartmentName: 'salesforce' };
    const { status, data: answer } = await this.client.apps.request(APP_ID, { method: 'post', url: 'handover', data });
    if (status !== 200) throw new Error(`handover answered ${status} ${JSON.stringify(answer)}`);
  }

  /** Asks the app how the handover of a room stands; resolves with the milliseconds that took. */
  async askAbout(roomId: string): Promise<number> {
    const startedAt = performance.now();
    const { status } = await this.client.apps.request(APP_ID, { url: 'handover', params: { roomId } });
    if (status !== 200) throw new Error(`GET handover answered ${status}`);
    return performance.now() - startedAt;
  }

  /** Resolves when every room that was handed over has an agent. */
  async connected(): Promise<void> {
    // One call tells it of all rooms, while their messages would take one call for each.
    await until(`agents in ${this.rooms.length} rooms`, async () => {
      const sessions = await this.sessions();
      return sessions.filter(({ state }) => state === 'active').length >= this.rooms.length;
    });
    await this.centre.meetVisitors();
  }

  /** When the visitor was told that an agent has joined, in milliseconds since the Unix epoch; waits until he was. */
  async joinedAtMs({ rid, visitor }: RelayRoom): Promise<number> {
    let atMs = Number.NaN;
    await until(`an agent for ${visitor}`, async () => {
      const messages = await this.client.livechat.messages(rid);
      const joined = messages.find(({ customFields }) =>
        String(customFields?.handoverEvent).includes(':agent-joined:'),
      );
      atMs = Date.parse(joined?.ts ?? '');
      return joined !== undefined;
    });
    return atMs;
  }

  /** Lets the agents end all conversations; resolves when no session is left. */
  async clear(): Promise<void> {
    await this.centre.end(this.rooms.map(({ visitor }) => visitor));
    this.rooms.length = 0;
    await until('the end of all sessions', async () => (await this.sessions()).length === 0);
  }

  async close(): Promise<void> {
    for (const chat of this.direct) chat.close();
    await Promise.all([this.sandbox.stop(), this.centre.close()]);
  }

  private async sessions(): Promise<StoredSession[]> {
    const records = await this.client.control.records(APP_ID);
    return records
      .filter(({ associations }) => associations?.some(({ id }) => id === 'handover-session'))
      .map(({ data }) => data as StoredSession);
  }
}

/** Sets the app and the departments up; answers the id of the department that bots serve. */
async function furnish({ admin, urls: [url = ''] }: SandboxProcess, centre: ContactCentre): Promise<string> {
  const { apps, livechat } = admin;
  const bot = await livechat.createAgent({ username: 'botty', bot: true });
  const bridge = await livechat.createAgent({ username: 'bridge', bot: true });
  const bots = await livechat.createDepartment({ name: 'bots' }, [bot._id]);
  await livechat.createDepartment({ name: 'salesforce' }, [bridge._id]);
  const connection = await centre.connect({
    url,
    department: 'salesforce',
    addProvider: (provider) => addProvider(admin, provider),
  });
  await apps.changeSettings(APP_ID, {
    [SettingId.handoverDepartment]: '',
    ...connection,
    [SettingId.bridgeAgent]: 'bridge',
    [SettingId.returnDepartment]: 'bots',
  });
  return bots._id;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAtMs = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > giveUpAtMs) throw new Error(`Waited in vain for ${what}`);
    await delay(LOOK_EVERY_MS);
  }
}
