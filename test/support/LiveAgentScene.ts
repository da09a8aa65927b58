import assert from 'node:assert/strict';
import type { SandboxClient } from '../../sandbox/client';
import { ControlClient } from '../../sandbox/salesforce-live-agent/ControlClient';
import { type LiveAgent, startLiveAgent } from '../../sandbox/salesforce-live-agent/Simulator';
import type { Switches } from '../../sandbox/salesforce-live-agent/switches';
import { SettingId } from '../../settings/SettingId';
import { eventually } from './eventually';
import { type Chat, Scene } from './Scene';

/** The org that the simulator serves, and its agents; Ana alone is online. */
export const ORG = {
  organisation: '00DSANDBOX00001',
  deployment: '572SANDBOX00001',
  button: '573SANDBOX00001',
  ana: '005SANDBOX00001',
  ben: '005SANDBOX00002',
} as const;

/** A room that was handed over, and the chat at Salesforce that belongs to it. */
export interface HandedOver extends Chat {
  chat: string;
}

interface Options {
  instances?: number;
  /** Settings of the app besides those that connect it with the simulator. */
  settings?: Record<string, unknown>;
  switches?: Partial<Switches>;
  seed?: number;
}

const AGENTS = [
  { id: ORG.ana, name: 'Ana', online: true, capacity: 1_000, skills: ['default'] },
  { id: ORG.ben, name: 'Ben', online: false, capacity: 1_000, skills: ['default'] },
];

let visitors = 0;

/** A scene whose department `salesforce` is served by the simulated Live Agent through `bridge`, alone in it. */
export class LiveAgentScene {
  private serving: number;

  private constructor(
    readonly scene: Scene,
    private readonly simulator: LiveAgent,
    readonly salesforce: ControlClient,
  ) {
    this.serving = scene.sandbox.admins.length;
  }

  static async open({ instances, settings = {}, switches, seed }: Options = {}): Promise<LiveAgentScene> {
    const simulator = await startLiveAgent({ agents: AGENTS.map((agent) => ({ ...agent })), switches, seed });
    const scene = await Scene.open({
      instances,
      staff: [
        ['bots', 'botty', true],
        ['support', 'susan', false],
        ['salesforce', 'bridge', true],
      ],
    });
    const opened = new LiveAgentScene(scene, simulator, new ControlClient(simulator.controlUrl));
    await scene.setSettings({ ...opened.connection, ...settings });
    return opened;
  }

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

  /** The settings that connect the app with the simulator. */
  get connection(): Record<string, unknown> {
    return {
      [SettingId.bridgeAgent]: 'bridge',
      [SettingId.handoverDepartment]: 'salesforce',
      [SettingId.returnDepartment]: 'bots',
      [SettingId.liveAgentEndpoint]: this.simulator.url,
      [SettingId.liveAgentOrganisation]: ORG.organisation,
      [SettingId.liveAgentDeployment]: ORG.deployment,
      [SettingId.liveAgentButton]: ORG.button,
    };
  }

  /** Hands a room over and waits for its chat at Salesforce. */
  async handOver(room: Chat, said: object = {}): Promise<HandedOver> {
    const known = new Set((await this.chatsOf(room)).map(({ id }) => id));
    const { status, data } = await this.scene.handover({
      roomId: room.rid,
      targetDepartmentName: 'salesforce',
      ...said,
    });
    if (status !== 200) throw new Error(`The handover was answered with ${status}: ${JSON.stringify(data)}`);
    const chat = await eventually(async () => {
      const fresh = (await this.chatsOf(room)).find(({ id }) => !known.has(id));
      if (!fresh) throw new Error('Salesforce has no chat for the room');
      return fresh.id;
    });
    return { ...room, chat };
  }

  /** A visitor who waits for an agent. */
  async queued(said: object = {}): Promise<HandedOver> {
    visitors += 1;
    const room = await this.scene.chat('bots', { name: `Vera ${visitors}`, email: `vera-${visitors}@example.com` });
    return this.handOver(room, said);
  }

  /** A visitor who talks to an agent, and knows it. */
  async talking(said: object = {}): Promise<HandedOver> {
    const room = await this.queued(said);
    await this.accept(room);
    return room;
  }

  /** Ana takes the chat, and the visitor hears of it. */
  async accept(room: HandedOver): Promise<void> {
    await this.salesforce.accept(room.chat, ORG.ana);
    await this.until(room, 'Ana');
  }

  /** Waits until the visitor was told something that contains these words. */
  async until({ rid }: Chat, words: string): Promise<void> {
    await eventually(async () => {
      const texts = await this.told({ rid });
      if (!texts.some((text) => text.includes(words))) throw new Error(`not told "${words}": ${texts.join(' | ')}`);
    });
  }

  /** All that the bridge agent has said in the room. */
  async told({ rid }: Pick<Chat, 'rid'>): Promise<string[]> {
    const messages = await this.client.livechat.messages(rid);
    return messages.filter(({ t, u }) => !t && u.username === 'bridge').map(({ msg }) => msg);
  }

  /** The visitor's words that the agent saw. */
  async heard({ chat }: HandedOver): Promise<string[]> {
    const { agentView } = await this.salesforce.chat(chat);
    const words = agentView.filter(({ from, kind }) => from === 'visitor' && kind === 'ChatMessage');
    return words.map(({ text = '' }) => text);
  }

  /** Waits until the agent has seen exactly these words. */
  async untilHeard(room: HandedOver, words: readonly string[]): Promise<void> {
    await eventually(async () => assert.deepEqual(await this.heard(room), words));
  }

  say({ rid, token }: Chat, text: string): Promise<unknown> {
    return this.client.livechat.sendAsVisitor({ rid, token }, text);
  }

  /** Waits until the bot has the room again. */
  async untilBack({ rid }: Chat): Promise<void> {
    await eventually(async () => {
      const { servedBy, open } = await this.client.livechat.room(rid);
      assert.deepEqual([open, servedBy?.username], [true, 'botty']);
    });
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

  private async chatsOf({ rid }: Chat): Promise<Array<{ id: string }>> {
    const chats = await this.salesforce.chats();
    const views = await Promise.all(chats.map(({ id }) => this.salesforce.chat(id)));
    return views.filter(({ attributes }) => attributes['Rocket.Chat Room'] === rid);
  }
}
