import type { SandboxClient } from '../../sandbox/client';
import { SettingId } from '../../settings/SettingId';
import { addProvider } from '../support/addProvider';
import { type Chat, Scene } from '../support/Scene';
import type { ContactCentre } from './ContactCentre';

/** The agent that visitors begin with, and the word that takes them back to him. */
export const BOT = 'botty';
export const EXIT_WORD = 'goodbye';

const BRIDGE_AGENT = 'bridge';
/** The department whose rooms the contact centre serves. */
export const SERVED_DEPARTMENT = 'salesforce';

/** Servers that die one after the other, with a bot on them and a contact centre behind them. */
export class KillScene {
  private serving: number;

  private constructor(
    private readonly scene: Scene,
    readonly centre: ContactCentre,
  ) {
    this.serving = scene.sandbox.admins.length;
  }

  static async open(centre: ContactCentre, instances: number): Promise<KillScene> {
    const staff = [
      ['bots', BOT, true],
      [SERVED_DEPARTMENT, BRIDGE_AGENT, true],
    ] as const;
    const scene = await Scene.open({ instances, staff });
    const opened = new KillScene(scene, centre);
    const connection = await centre.connect({
      department: SERVED_DEPARTMENT,
      servers: () => scene.sandbox.urls.slice(0, opened.serving),
      addProvider: (provider) => addProvider(scene.client, provider),
    });
    await scene.setSettings({
      [SettingId.handoverDepartment]: '',
      ...connection,
      [SettingId.bridgeAgent]: BRIDGE_AGENT,
      [SettingId.returnDepartment]: 'bots',
      [SettingId.exitWords]: EXIT_WORD,
    });
    return opened;
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
  async loseInstance(): Promise<void> {
    if (this.serving < 2) return;
    this.serving -= 1;
    await this.scene.sandbox.admins[this.serving]?.control.vanish();
  }

  /** A visitor of this name begins a chat with the bot. */
  chat(name: string): Promise<Chat> {
    return this.scene.chat('bots', { name });
  }

  /** All that the bridge agent has said in the room. */
  async told({ rid }: Chat): Promise<string[]> {
    const messages = await this.client.livechat.messages(rid);
    return messages.filter(({ t, u }) => !t && u.username === BRIDGE_AGENT).map(({ msg }) => msg);
  }

  close(): Promise<void> {
    return this.scene.close();
  }
}
