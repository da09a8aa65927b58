import { ControlClient } from '../../sandbox/salesforce-live-agent/ControlClient';
import { type LiveAgent, startLiveAgent } from '../../sandbox/salesforce-live-agent/Simulator';
import type { Switches } from '../../sandbox/salesforce-live-agent/switches';
import { SettingId } from '../../settings/SettingId';
import { eventually } from './eventually';
import type { Chat, Scene } from './Scene';
import { type HandedOver, ServedScene, type ServedSceneOptions } from './ServedScene';

export type { HandedOver } from './ServedScene';

/** The org that the simulator serves, and its agents; Ana alone is online. */
export const ORG = {
  organisation: '00DSANDBOX00001',
  deployment: '572SANDBOX00001',
  button: '573SANDBOX00001',
  ana: '005SANDBOX00001',
  ben: '005SANDBOX00002',
} as const;

interface Options extends ServedSceneOptions {
  switches?: Partial<Switches>;
  seed?: number;
}

const AGENTS = [
  { id: ORG.ana, name: 'Ana', online: true, capacity: 1_000, skills: ['default'] },
  { id: ORG.ben, name: 'Ben', online: false, capacity: 1_000, skills: ['default'] },
];

/** A scene whose contact centre is the simulated Live Agent. */
export class LiveAgentScene extends ServedScene {
  private constructor(
    scene: Scene,
    private readonly simulator: LiveAgent,
    readonly salesforce: ControlClient,
  ) {
    super(scene);
  }

  static async open({ settings = {}, switches, seed, ...options }: Options = {}): Promise<LiveAgentScene> {
    const simulator = await startLiveAgent({ agents: AGENTS.map((agent) => ({ ...agent })), switches, seed });
    const scene = await ServedScene.openScene(options);
    const opened = new LiveAgentScene(scene, simulator, new ControlClient(simulator.controlUrl));
    await scene.setSettings({ ...opened.connection, ...settings });
    return opened;
  }

  get connection(): Record<string, unknown> {
    return {
      ...ServedScene.routing,
      [SettingId.product]: 'live-agent',
      [SettingId.liveAgentEndpoint]: this.simulator.url,
      [SettingId.organisation]: ORG.organisation,
      [SettingId.liveAgentDeployment]: ORG.deployment,
      [SettingId.button]: ORG.button,
    };
  }

  async accept(room: HandedOver): Promise<void> {
    await this.salesforce.accept(room.chat, ORG.ana);
    await this.until(room, 'Ana');
  }

  async heard({ chat }: HandedOver): Promise<string[]> {
    const { agentView } = await this.salesforce.chat(chat);
    const words = agentView.filter(({ from, kind }) => from === 'visitor' && kind === 'ChatMessage');
    return words.map(({ text = '' }) => text);
  }

  /** Waits until the chat at Salesforce is over, and answers why. */
  untilOver({ chat }: HandedOver): Promise<string | undefined> {
    return eventually(async () => {
      const { state, endReason } = await this.salesforce.chat(chat);
      if (state !== 'ended' && state !== 'failed') throw new Error(`The chat is ${state}`);
      return endReason;
    });
  }

  async close(): Promise<void> {
    await this.scene.close();
    await this.simulator.close();
  }

  async chatsOf({ rid }: Chat): Promise<Array<{ id: string }>> {
    const chats = await this.salesforce.chats();
    const views = await Promise.all(chats.map(({ id }) => this.salesforce.chat(id)));
    return views.filter(({ attributes }) => attributes['Rocket.Chat Room'] === rid);
  }
}
