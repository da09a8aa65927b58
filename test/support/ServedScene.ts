import assert from 'node:assert/strict';
import type { SandboxClient } from '../../sandbox/client';
import { SettingId } from '../../settings/SettingId';
import { eventually } from './eventually';
import { APP_ID, type Chat, Scene, type SceneOptions } from './Scene';

/** A room that was handed over, and the id of the conversation at the contact centre that belongs to it. */
export interface HandedOver extends Chat {
  chat: string;
}

/** How a scene with a contact centre opens. */
export interface ServedSceneOptions extends Pick<SceneOptions, 'instances' | 'runtime'> {
  /** Settings of the app besides those that connect it with the contact centre. */
  settings?: Record<string, unknown>;
}

/** Where the bot is, where a human can be forwarded to, and where the bridge agent is alone. */
const STAFF = [
  ['bots', 'botty', true],
  ['support', 'susan', false],
  ['salesforce', 'bridge', true],
] as const;

let visitors = 0;

/**
 * A scene whose department `salesforce` is served by a simulated contact centre through `bridge`, alone in it. This is
 * what a room and its visitor go through, whichever contact centre it is.
 */
export abstract class ServedScene {
  protected constructor(readonly scene: Scene) {}

  /** The settings that connect the app with the simulator. */
  abstract get connection(): Record<string, unknown>;
  /** Every conversation at the contact centre that there was for the room. */
  abstract chatsOf(room: Chat): Promise<Array<{ id: string }>>;
  /** The visitor's words that the agent saw. */
  abstract heard(room: HandedOver): Promise<string[]>;
  /** Ana takes the conversation, and the visitor hears of it. */
  abstract accept(room: HandedOver): Promise<void>;

  protected static openScene({ instances, runtime }: ServedSceneOptions): Promise<Scene> {
    return Scene.open({ instances, runtime, staff: STAFF });
  }

  /** The settings of the app that have nothing to do with which contact centre it is. */
  protected static readonly routing: Record<string, unknown> = {
    [SettingId.bridgeAgent]: 'bridge',
    [SettingId.handoverDepartment]: 'salesforce',
    [SettingId.returnDepartment]: 'bots',
  };

  get client(): SandboxClient {
    return this.scene.client;
  }

  /** Hands a room over, on the first instance unless told otherwise, and waits for its conversation. */
  async handOver(room: Chat, said: object = {}, on: { instance?: number } = {}): Promise<HandedOver> {
    const known = new Set((await this.chatsOf(room)).map(({ id }) => id));
    const request = { roomId: room.rid, targetDepartmentName: 'salesforce', ...said };
    const { status, data } = await this.scene.handover(request, on);
    if (status !== 200) throw new Error(`The handover was answered with ${status}: ${JSON.stringify(data)}`);
    const chat = await eventually(async () => {
      const fresh = (await this.chatsOf(room)).find(({ id }) => !known.has(id));
      if (!fresh) throw new Error('The contact centre has no conversation for the room');
      return fresh.id;
    });
    return { ...room, chat };
  }

  /** A visitor who talks to the bot. */
  visitor(): Promise<Chat> {
    visitors += 1;
    return this.scene.chat('bots', { name: `Vera ${visitors}`, email: `vera-${visitors}@example.com` });
  }

  /** A visitor who waits for an agent. */
  async queued(said: object = {}): Promise<HandedOver> {
    return this.handOver(await this.visitor(), said);
  }

  /** A visitor who talks to an agent, and knows it. */
  async talking(said: object = {}): Promise<HandedOver> {
    const room = await this.queued(said);
    await this.accept(room);
    return room;
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

  /** Waits until the agent has seen exactly these words. */
  async untilHeard(room: HandedOver, words: readonly string[], timeoutMs?: number): Promise<void> {
    await eventually(async () => assert.deepEqual(await this.heard(room), words), timeoutMs);
  }

  /** Waits until the widget has shown the agent typing, or not any more, in exactly this order. */
  async untilTyping({ rid }: Chat, expected: readonly boolean[]): Promise<void> {
    await eventually(async () => {
      const broadcasts = await this.client.control.broadcasts();
      const shown = broadcasts.filter(({ kind, roomId }) => kind === 'typing' && roomId === rid);
      assert.deepEqual(
        shown.map(({ isTyping }) => isTyping),
        expected,
      );
    });
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

  /** Waits until no session is left in the room. */
  async untilFree({ rid }: Chat, timeoutMs?: number): Promise<void> {
    const request = { url: 'handover', params: { roomId: rid } };
    await eventually(async () => {
      assert.equal((await this.client.apps.request<{ state: string }>(APP_ID, request)).data.state, 'none');
    }, timeoutMs);
  }
}
