import type { SandboxClient } from '../../sandbox/client';
import { SettingId } from '../../settings/SettingId';
import { APP_ID, type Chat, Scene } from '../support/Scene';
import { EXIT_WORD, type Provider } from './ChatPlan';
import { Clocks } from './Clocks';
import type { Consoles } from './consoles/Consoles';
import { StoredProviders } from './StoredProviders';
import { wordings } from './wordings';

/** The agent that visitors begin with, and a human they can be forwarded to. */
export const BOT = 'botty';
export const HUMAN = 'susan';

const BRIDGE_AGENT = 'bridge';
const TOKEN = { 'X-Handover-Token': 'soak-token' };
/** A department whose provider comes and goes. */
export const SPARE = 'spare';

/** A message as the visitor's widget shows it. */
interface Shown {
  readonly text: string;
  /** The name of the file that comes with it. */
  readonly file?: string;
  /** Milliseconds since the Unix epoch, by the clock of the server that took it. */
  readonly atMs: number;
  /** Whether the bridge agent says it, who speaks for the app and for the agents. */
  readonly isBridged: boolean;
}

/** Servers of one workspace, with a bot on them and a department for each contact centre behind them. */
export class SoakScene {
  private serving: number;
  readonly providers: StoredProviders;
  readonly clocks = new Clocks();

  private constructor(private readonly scene: Scene) {
    this.serving = scene.sandbox.admins.length;
    this.providers = new StoredProviders(scene.client);
  }

  static async open(centres: ReadonlyMap<Provider, Consoles>, instances: number): Promise<SoakScene> {
    const staff = [
      ['bots', BOT, true],
      ['humans', HUMAN, false],
      ...[...centres.keys(), SPARE].map((department) => [department, BRIDGE_AGENT, true] as const),
    ] as const;
    const opened = new SoakScene(await Scene.open({ instances, staff }));
    await opened.setSettings({
      ...wordings(0),
      [SettingId.bridgeAgent]: BRIDGE_AGENT,
      [SettingId.returnDepartment]: 'bots',
      [SettingId.exitWords]: EXIT_WORD,
      [SettingId.handoverToken]: TOKEN['X-Handover-Token'],
    });
    for (const [provider, consoles] of centres) await opened.connect(provider, consoles);
    return opened;
  }

  /** Has the app serve a department through a contact centre. */
  async connect(department: string, consoles: Consoles): Promise<void> {
    const settings = await consoles.connect({
      department,
      servers: () => this.scene.sandbox.urls.slice(0, this.serving),
      addProvider: (provider) => this.providers.add(department, provider),
    });
    if (Object.keys(settings).length > 0) await this.setSettings({ ...settings });
  }

  /** A logged-in administrator on the server that never dies. */
  get client(): SandboxClient {
    return this.scene.client;
  }

  /** A logged-in administrator on every server that is left. */
  get admins(): readonly SandboxClient[] {
    return this.scene.sandbox.admins.slice(0, this.serving);
  }

  /** The last of several servers dies. */
  async loseServer(): Promise<void> {
    if (this.serving < 2) return;
    this.serving -= 1;
    await this.scene.sandbox.admins[this.serving]?.control.vanish();
  }

  /** A visitor begins a chat with the bot. */
  arrive(name: string): Promise<Chat> {
    return this.scene.chat('bots', { name, email: `${name}@example.com` });
  }

  /** The bot asks for a handover; true when the room is with the department, or has its session already. */
  async handOver(client: SandboxClient, { rid }: Chat, department: string): Promise<number> {
    const data = { roomId: rid, targetDepartmentName: department };
    const call = { method: 'post', url: 'handover', data, headers: TOKEN, timeout: 35_000 } as const;
    return (await client.apps.request(APP_ID, call)).status;
  }

  /** The bot wants the room back; answers the status. */
  async endHandover(client: SandboxClient, { rid }: Chat): Promise<number> {
    const call = {
      method: 'delete',
      url: 'handover',
      params: { roomId: rid },
      headers: TOKEN,
      timeout: 35_000,
    } as const;
    return (await client.apps.request(APP_ID, call)).status;
  }

  /** A human of Rocket.Chat's gets the room. */
  async forward({ rid }: Chat): Promise<void> {
    await this.client.livechat.forward(rid, { departmentId: this.scene.department('humans') });
  }

  /** All that was said in the room, by whoever it was, as the visitor sees it. */
  async shown({ rid }: Chat): Promise<Shown[]> {
    const messages = await this.client.livechat.messages(rid);
    return messages
      .filter(({ t }) => !t)
      .map(({ msg, file, ts, u }) => ({
        text: msg,
        ...(file && { file: file.name }),
        atMs: new Date(ts).getTime(),
        isBridged: u.username === BRIDGE_AGENT,
      }));
  }

  setSettings(values: Record<string, unknown>): Promise<void> {
    return this.scene.setSettings(values);
  }

  close(): Promise<void> {
    return this.scene.close();
  }
}
