import { eventually } from '../../test/support/eventually';
import { SandboxClient } from '../client';
import type { ConnectedApp, ContactCentre } from './ContactCentre';
import { say } from './say';
import { Workplace } from './Workplace';

/** A visitor's chat, and what of it was told already. */
export interface StoryChat {
  rid: string;
  token: string;
  visitor: string;
  shown: Set<string>;
}

/** Where the story plays. */
export interface Stage {
  app: ConnectedApp;
  centre: ContactCentre;
}

/** People, departments and settings of the story, and how it looks at them. */
export class StorySet {
  private constructor(
    readonly stage: Stage,
    private readonly workplace: Workplace,
  ) {}

  /** A bot in `bots`, the bridge agent in the department that the contact centre serves, and the app connected with it. */
  static async build(stage: Stage): Promise<StorySet> {
    const workplace = await Workplace.open(stage.app);
    await workplace.serveBy(stage.centre);
    return new StorySet(stage, workplace);
  }

  async openChat(visitor: string): Promise<StoryChat> {
    const { token } = await this.livechat.registerVisitor({ name: visitor, department: this.workplace.bots });
    return { rid: (await this.livechat.openRoom(token))._id, token, visitor, shown: new Set() };
  }

  async sayAsVisitor(chat: StoryChat, text: string): Promise<void> {
    await this.livechat.sendAsVisitor(chat, text);
    await this.visitorSees(chat, text);
  }

  async sayAsBot(chat: StoryChat, text: string): Promise<void> {
    const bot = await SandboxClient.login(this.stage.app.url, 'botty', 'secret');
    await bot.livechat.sendAsUser(chat.rid, text);
    await this.visitorSees(chat, text);
  }

  async uploadAsVisitor(chat: StoryChat, file: { name: string; type: string; content: Buffer }): Promise<void> {
    await this.livechat.uploadAsVisitor(chat, file);
    await this.visitorSees(chat, file.name);
  }

  /** Waits until the visitor's widget shows a text, or a file of that name, then tells everything that is new in it. */
  async visitorSees(chat: StoryChat, text: string): Promise<void> {
    const messages = await eventually(async () => {
      const all = (await this.livechat.messages(chat.rid)).filter(({ t }) => t === undefined);
      const isThere = all.some(({ msg, file }) => msg.includes(text) || file?.name === text);
      if (!isThere) throw new Error(`the visitor does not see "${text}"`);
      return all;
    });
    for (const { _id, u, msg, file } of messages) {
      if (!chat.shown.has(_id)) say.line(u.name ?? u.username ?? '', msg || `[${file?.name ?? 'file'}]`);
      chat.shown.add(_id);
    }
  }

  /** Waits until the visitor's widget shows that somebody is typing. */
  async visitorSeesTyping({ rid }: StoryChat): Promise<void> {
    await eventually(async () => {
      const broadcasts = await this.stage.app.client.control.broadcasts();
      const isShown = broadcasts.some(({ kind, roomId, isTyping }) => kind === 'typing' && roomId === rid && isTyping);
      if (!isShown) throw new Error('the visitor does not see that the agent is typing');
    });
    say.fact('the widget shows that somebody is typing');
  }

  /** Waits until the agent's console shows words, an answer or a file of the visitor's. */
  async agentSees(conversation: string, text: string): Promise<void> {
    await eventually(async () => {
      const seen = await this.stage.centre.seen(conversation);
      if (!seen.includes(text)) throw new Error(`the agent does not see "${text}"`);
    });
    say.fact(`the agent sees: ${text}`);
  }

  /** Waits until the contact centre has the visitor's conversation; resolves with its id there. */
  conversationOf({ visitor }: StoryChat): Promise<string> {
    return eventually(async () => {
      const found = await this.stage.centre.conversationOf(visitor);
      if (found === undefined) throw new Error(`${this.stage.centre.name} has no conversation with ${visitor}`);
      return found;
    });
  }

  async tellRoom(chat: StoryChat): Promise<void> {
    const room = await this.livechat.room(chat.rid);
    const department = this.workplace.departmentName(room.departmentId) ?? 'none';
    say.fact(`room ${chat.rid}: department ${department}, served by ${room.servedBy?.username ?? 'nobody yet'}`);
  }

  /** Waits until the room is served by this user. */
  async servedBy(chat: StoryChat, username: string): Promise<void> {
    await eventually(async () => {
      const { servedBy } = await this.livechat.room(chat.rid);
      if (servedBy?.username !== username)
        throw new Error(`the room is served by ${servedBy?.username}, not ${username}`);
    });
  }

  private get livechat(): SandboxClient['livechat'] {
    return this.stage.app.client.livechat;
  }
}
