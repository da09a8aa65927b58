import { eventually } from '../../test/support/eventually';
import { SandboxClient } from '../client';
import type { ControlClient } from '../salesforce-live-agent/ControlClient';
import { say } from './say';

/** A visitor's chat, and what of it was told already. */
export interface StoryChat {
  rid: string;
  token: string;
  visitor: string;
  shown: Set<string>;
}

/** Where the story plays. */
export interface Stage {
  appId: string;
  url: string;
  /** The Chat API Endpoint of the simulated Salesforce. */
  salesforceUrl: string;
  client: SandboxClient;
  salesforce: ControlClient;
}

const BRIDGE_AGENT = 'bridge';

/** People, departments and settings of the story, and how it looks at them. */
export class StorySet {
  private constructor(
    readonly stage: Stage,
    private readonly bots: string,
    private readonly departments: Readonly<Record<string, string>>,
  ) {}

  /** A bot in `bots`, the bridge agent in `salesforce`, and the app's settings pointing at the simulated Salesforce. */
  static async build(stage: Stage): Promise<StorySet> {
    const { livechat, apps } = stage.client;
    const bot = await livechat.createAgent({ username: 'botty', name: 'Botty', bot: true });
    const bridge = await livechat.createAgent({ username: BRIDGE_AGENT, name: 'Salesforce', bot: true });
    const bots = await livechat.createDepartment({ name: 'bots' }, [bot._id]);
    const served = await livechat.createDepartment({ name: 'salesforce' }, [bridge._id]);
    await apps.changeSettings(stage.appId, {
      salesforce_bot_username: BRIDGE_AGENT,
      handover_department_name: 'salesforce',
      chat_handover_department_name: 'bots',
      salesforce_chat_api_endpoint: stage.salesforceUrl,
      salesforce_organisation_id: '00DSANDBOX00001',
      salesforce_deployment_id: '572SANDBOX00001',
      salesforce_button_id: '573SANDBOX00001',
    });
    return new StorySet(stage, bots._id, { [bots._id]: 'bots', [served._id]: 'salesforce' });
  }

  async openChat(visitor: string): Promise<StoryChat> {
    const { livechat } = this.stage.client;
    const { token } = await livechat.registerVisitor({ name: visitor, department: this.bots });
    return { rid: (await livechat.openRoom(token))._id, token, visitor, shown: new Set() };
  }

  async sayAsVisitor(chat: StoryChat, text: string): Promise<void> {
    await this.stage.client.livechat.sendAsVisitor(chat, text);
  }

  async sayAsBot(chat: StoryChat, text: string): Promise<void> {
    const bot = await SandboxClient.login(this.stage.url, 'botty', 'secret');
    await bot.livechat.sendAsUser(chat.rid, text);
  }

  /** Waits until the visitor's widget shows a text, then tells everything that is new in it. */
  async visitorSees(chat: StoryChat, text: string): Promise<void> {
    const messages = await eventually(async () => {
      const all = (await this.stage.client.livechat.messages(chat.rid)).filter(({ t }) => t === undefined);
      if (!all.some(({ msg }) => msg.includes(text))) throw new Error(`the visitor does not see "${text}"`);
      return all;
    });
    for (const { _id, u, msg, file } of messages) {
      if (!chat.shown.has(_id)) say.line(u.name ?? u.username ?? '', msg || `[${file?.name ?? 'file'}]`);
      chat.shown.add(_id);
    }
  }

  /** Waits until the agent's console shows a text of the visitor's. */
  async agentSees(chatId: string, text: string): Promise<void> {
    await eventually(async () => {
      const { fromVisitor } = await this.stage.salesforce.chat(chatId);
      if (!JSON.stringify(fromVisitor).includes(text)) throw new Error(`the agent does not see "${text}"`);
    });
    say.fact(`the agent reads: ${text}`);
  }

  /** Waits until Salesforce has the visitor's chat; resolves with its id there. */
  chatOf({ visitor }: StoryChat): Promise<string> {
    return eventually(async () => {
      const found = (await this.stage.salesforce.chats()).find(
        ({ visitorName, open }) => open && visitorName === visitor,
      );
      if (!found) throw new Error(`Salesforce has no chat of ${visitor}`);
      return found.id;
    });
  }

  async tellRoom(chat: StoryChat): Promise<void> {
    const room = await this.stage.client.livechat.room(chat.rid);
    const department = this.departments[room.departmentId ?? ''] ?? 'none';
    say.fact(`room ${chat.rid}: department ${department}, served by ${room.servedBy?.username ?? 'nobody yet'}`);
  }

  /** Waits until the room is served by this user. */
  async servedBy(chat: StoryChat, username: string): Promise<void> {
    await eventually(async () => {
      const { servedBy } = await this.stage.client.livechat.room(chat.rid);
      if (servedBy?.username !== username)
        throw new Error(`the room is served by ${servedBy?.username}, not ${username}`);
    });
  }
}
