import { ControlClient } from '../../sandbox/salesforce-messaging/ControlClient';
import type { Keyset } from '../../sandbox/salesforce-messaging/Organization';
import { type Messaging, startMessaging } from '../../sandbox/salesforce-messaging/Simulator';
import type { Switches } from '../../sandbox/salesforce-messaging/switches';
import { SettingId } from '../../settings/SettingId';
import { eventually } from './eventually';
import type { Chat, Scene } from './Scene';
import { type HandedOver, ServedScene, type ServedSceneOptions } from './ServedScene';

export type { HandedOver } from './ServedScene';

/** The org that the simulator serves, its queues and its agents; Ana alone is online. */
export const ORG = {
  organisation: '00DSANDBOX00001',
  deployment: 'Rocket_Chat',
  support: '00GSANDBOX00001',
  sales: '00GSANDBOX00002',
  ana: '005SANDBOX00001',
  ben: '005SANDBOX00002',
} as const;

/** How the app hears of news: by a stream of events, or by asking through the host. */
export const NEWS = [
  ['by the stream of events', 'direct'],
  ['by asking for entries', 'host'],
] as const;

interface Options extends ServedSceneOptions {
  receiveMode?: 'direct' | 'host';
  switches?: Partial<Switches>;
  keysets?: readonly Keyset[];
}

const QUEUES = [ORG.support, ORG.sales];
const AGENTS = [
  { id: ORG.ana, name: 'Ana', online: true, capacity: 1_000, queueIds: QUEUES },
  { id: ORG.ben, name: 'Ben', online: false, capacity: 1_000, queueIds: QUEUES },
];
const INTRODUCTION = '[Before the handover';

/** A scene whose contact centre is the simulated Salesforce Messaging. */
export class MessagingScene extends ServedScene {
  private constructor(
    scene: Scene,
    private readonly simulator: Messaging,
    readonly salesforce: ControlClient,
    private readonly receiveMode: 'direct' | 'host',
  ) {
    super(scene);
  }

  static async open(options: Options = {}): Promise<MessagingScene> {
    const { settings = {}, receiveMode = 'direct', switches, keysets, ...rest } = options;
    const simulator = await startMessaging({ agents: AGENTS, switches, keysets });
    const scene = await ServedScene.openScene(rest);
    const opened = new MessagingScene(scene, simulator, new ControlClient(simulator.controlUrl), receiveMode);
    await scene.setSettings({ ...opened.connection, ...settings });
    return opened;
  }

  get connection(): Record<string, unknown> {
    return {
      ...ServedScene.routing,
      [SettingId.product]: 'messaging',
      [SettingId.messagingUrl]: this.simulator.url,
      [SettingId.organisation]: ORG.organisation,
      [SettingId.messagingDeployment]: ORG.deployment,
      [SettingId.receiveMode]: this.receiveMode,
    };
  }

  async accept({ chat, ...room }: HandedOver): Promise<void> {
    await this.salesforce.accept(chat, ORG.ana);
    await this.until(room, 'Ana');
  }

  /** Without what the agent gets to read of the time before the handover. */
  async heard({ chat }: HandedOver): Promise<string[]> {
    const { agentView } = await this.salesforce.conversation(chat);
    const words = agentView.filter(({ from, kind }) => from === 'visitor' && kind === 'text');
    return words.map(({ text = '' }) => text).filter((text) => !text.startsWith(INTRODUCTION));
  }

  /** Waits until the conversation is closed for good, and answers who has ended its last session. */
  untilOver({ chat }: HandedOver): Promise<string | undefined> {
    return eventually(async () => {
      const { open, state, sessions } = await this.salesforce.conversation(chat);
      if (open) throw new Error(`The conversation is open, its session is ${state}`);
      return sessions[sessions.length - 1]?.endedByRole;
    });
  }

  async close(): Promise<void> {
    await this.scene.close();
    await this.simulator.close();
  }

  /** By the visitor's name, which no other visitor has. */
  async chatsOf({ rid }: Chat): Promise<Array<{ id: string }>> {
    const { fname } = await this.client.livechat.room(rid);
    const conversations = await this.salesforce.conversations();
    return conversations.filter(({ attributes }) => `${attributes._firstName} ${attributes._lastName}` === fname);
  }
}
