import { ControlClient } from '../../sandbox/genesys/ControlClient';
import { newProvider } from '../../sandbox/genesys/newProvider';
import { pointWebhook } from '../../sandbox/genesys/pointWebhook';
import { type Genesys, startGenesys } from '../../sandbox/genesys/Simulator';
import { sampleAgents } from '../../sandbox/genesys/samples';
import type { Switches } from '../../sandbox/genesys/switches';
import { SettingId } from '../../settings/SettingId';
import { eventually } from './eventually';
import { APP_ID, type Chat, type Scene } from './Scene';
import { type HandedOver, ServedScene, type ServedSceneOptions } from './ServedScene';

export type { HandedOver } from './ServedScene';

const [ana, ben] = sampleAgents.map(({ id }) => id);
/** Ana alone is on queue. */
export const AGENTS = { ana: ana ?? '', ben: ben ?? '' };

export const API_KEY = 'an-api-key';
export const WEBHOOK_SECRET = 'a-webhook-secret';

interface Options extends ServedSceneOptions {
  /** Which server the webhook calls; the first unless told otherwise. */
  webhookAt?: number;
  switches?: Partial<Switches>;
}

/** A scene whose contact centre is the simulated Genesys Cloud, set up as a provider over the API. */
export class GenesysScene extends ServedScene {
  /** Of the provider that serves the department. */
  providerId = '';

  private constructor(
    scene: Scene,
    private readonly simulator: Genesys,
    readonly genesys: ControlClient,
  ) {
    super(scene);
  }

  static async open({ settings = {}, switches, webhookAt, ...options }: Options = {}): Promise<GenesysScene> {
    const simulator = await startGenesys({ switches: { flowGreeting: '', requestsPerMinute: 0, ...switches } });
    const scene = await ServedScene.openScene(options);
    const opened = new GenesysScene(scene, simulator, new ControlClient(simulator.controlUrl));
    await scene.setSettings({ ...opened.connection, ...settings });
    opened.providerId = await addGenesysProvider(scene, simulator.url, { departments: ['salesforce'], webhookAt });
    return opened;
  }

  /** The provider is none of the settings'. */
  get connection(): Record<string, unknown> {
    return { ...ServedScene.routing, [SettingId.handoverDepartment]: '', [SettingId.apiKey]: API_KEY };
  }

  async accept(room: HandedOver): Promise<void> {
    await this.genesys.accept(room.chat, AGENTS.ana);
    await this.until(room, 'Ana');
  }

  /** Without the message that begins the conversation. */
  async heard({ chat }: HandedOver): Promise<string[]> {
    const { fromVisitor } = await this.genesys.conversation(chat);
    return fromVisitor.slice(1).map(({ text = '' }) => text);
  }

  /** Waits until the conversation is over, and answers why the visitor is no longer in it. */
  untilOver({ chat }: HandedOver): Promise<string | undefined> {
    return eventually(async () => {
      const { state, participants } = await this.genesys.conversation(chat);
      if (state !== 'ended') throw new Error(`The conversation is ${state}`);
      return participants.find(({ purpose }) => purpose === 'customer')?.disconnectType;
    });
  }

  async close(): Promise<void> {
    await this.scene.close();
    await this.simulator.close();
  }

  async chatsOf({ rid }: Chat): Promise<Array<{ id: string }>> {
    const all = await this.genesys.conversations();
    const views = await Promise.all(all.map(({ id }) => this.genesys.conversation(id)));
    return views.filter(({ attributes }) => attributes.rcRoomId === rid);
  }
}

/** Sets Genesys Cloud up as the provider of departments, over the API, and its webhook; gives back its id. */
export async function addGenesysProvider(
  scene: Scene,
  url: string,
  { departments, webhookAt = 0 }: { departments: readonly string[]; webhookAt?: number },
): Promise<string> {
  const { status, data } = await scene.client.apps.request<{ _id: string }>(APP_ID, {
    method: 'post',
    url: 'v2.0/handover/provider',
    headers: { 'X-API-Key': API_KEY },
    data: newProvider(url, { departments, webhookSecret: WEBHOOK_SECRET }),
  });
  if (status !== 201) throw new Error(`The provider was not created: ${status} ${JSON.stringify(data)}`);
  const webhook = `${scene.sandbox.urls[webhookAt]}/api/apps/public/${APP_ID}/webhooks/${data._id}`;
  await pointWebhook(url, { url: webhook, secret: WEBHOOK_SECRET });
  return data._id;
}
