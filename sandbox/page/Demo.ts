import { SettingId } from '../../settings/SettingId';
import { SandboxClient } from '../client';
import type { Sandbox } from '../Sandbox';
import type { ConnectedApp } from '../story/ContactCentre';
import { PROVIDER_NAMES, type ProviderName } from '../story/centres';
import { Workplace } from '../story/Workplace';
import { BOT, Bot } from './Bot';
import { type Contact, Contacts } from './Contacts';
import { consoleView, faultViews, REFUSED_CALLS } from './consoles/consoleViews';
import { handoverState } from './handoverState';
import { LifeLine } from './LifeLine';
import type { FaultId, PageView, SentFile } from './PageView';
import { roomView, widgetView } from './roomViews';

/** Where the app tells the bot that the human part is over. */
export const BOT_PATH = '/page/bot';

const NAMES: Readonly<Record<ProviderName, string>> = {
  messaging: 'Salesforce Messaging',
  'live-agent': 'Salesforce Live Agent',
  genesys: 'Genesys Cloud',
};
const VISITORS = ['Vera Visitor', 'Max Mayer', 'Lena Lang', 'Tom Tanner', 'Ida Ivers'] as const;

interface Chat {
  readonly rid: string;
  readonly token: string;
}

interface Opened {
  readonly app: ConnectedApp;
  readonly workplace: Workplace;
  readonly bot: Bot;
}

/** All that the page shows, and all that can be done on it: one visitor at a time, at one contact centre. */
export class Demo {
  private readonly contacts = new Contacts();
  private readonly life: LifeLine;
  private opened: Opened | undefined;
  private contact: Contact | undefined;
  private chat: Chat | undefined;
  private visitors = 0;
  private restarts = 0;
  private isRestarting = false;
  private phase: PageView['phase'] = 'preparing';
  private note = 'Starting Rocket.Chat';

  constructor(private readonly sandbox: Sandbox) {
    this.life = new LifeLine(() => sandbox.cluster.clock.now());
  }

  /** The contact centre that is chosen; undefined while the first one starts. */
  get centre(): Contact['centre'] | undefined {
    return this.contact?.centre;
  }

  /** Says what is being prepared. */
  preparing(note: string): void {
    this.phase = 'preparing';
    this.note = note;
  }

  /** Says why nothing can be shown. */
  fail(note: string): void {
    this.phase = 'failed';
    this.note = note;
  }

  /** Brings everybody to their places; the first visitor can write afterwards. The app is deployed. */
  async open(app: ConnectedApp, provider: ProviderName): Promise<void> {
    const workplace = await Workplace.open(app);
    const client = await SandboxClient.login(app.url, BOT.username, BOT.password);
    const bot = new Bot(client, (roomId) => this.handOver(roomId));
    await app.client.apps.changeSettings(app.id, { [SettingId.webhookUrl]: `${app.url}${BOT_PATH}` });
    this.opened = { app, workplace, bot };
    await this.choose(provider);
  }

  /** Everything as it is now. */
  async view(): Promise<PageView> {
    this.noteLife();
    const { phase, note, contact, restarts, isRestarting } = this;
    const { console, centre } = contact ?? {};
    return {
      phase,
      note,
      provider: contact?.provider ?? '',
      providers: PROVIDER_NAMES.map((id) => ({ id, name: NAMES[id] })),
      app: { state: isRestarting ? 'restarting' : 'running', restarts },
      life: this.life.steps,
      faults: console ? faultViews(console) : [],
      ...this.roomSides(),
      ...(console && { console: await consoleView(console, centre?.name ?? '') }),
    };
  }

  /** Notes where the handover is now. To be called whenever the app has written something. */
  noteLife(): void {
    const room = this.chat && this.sandbox.cluster.workspace.rooms.get(this.chat.rid);
    if (!room || !this.opened) return;
    const state = handoverState(this.sandbox.cluster.workspace.persisted, room._id);
    const isWithBot = room.servedBy?.username === BOT.username;
    this.life.note({ ...state, isWithBot, isRoomOpen: room.open === true });
  }

  /** Another contact centre serves from now on, and a new visitor comes. */
  async choose(provider: ProviderName): Promise<void> {
    const { workplace } = this.mustBeOpen();
    this.preparing(`Starting ${NAMES[provider]}`);
    try {
      await this.leave();
      const contact = await this.contacts.choose(provider);
      await workplace.serveBy(contact.centre);
      this.contact = contact;
      await this.newVisitor();
    } finally {
      if (this.contact) this.phase = 'ready';
    }
  }

  /** The visitor leaves, and another one comes to the bot. */
  async newVisitor(): Promise<void> {
    const { app, workplace, bot } = this.mustBeOpen();
    await this.leave();
    const name = VISITORS[this.visitors++ % VISITORS.length];
    const { token } = await app.client.livechat.registerVisitor({ name, department: workplace.bots });
    this.chat = { token, rid: (await app.client.livechat.openRoom(token))._id };
    this.life.begin();
    await bot.greet(this.chat.rid);
  }

  async sayAsVisitor(text: string): Promise<void> {
    const { app, bot } = this.mustBeOpen();
    const chat = this.mustHaveChat();
    const isWithBot = this.sandbox.cluster.workspace.rooms.get(chat.rid)?.servedBy?.username === BOT.username;
    await app.client.livechat.sendAsVisitor(chat, text);
    if (isWithBot) await bot.hear(chat.rid, text);
  }

  async uploadAsVisitor({ name, mediaType, base64 }: SentFile): Promise<void> {
    const file = { name, type: mediaType, content: Buffer.from(base64, 'base64') };
    await this.mustBeOpen().app.client.livechat.uploadAsVisitor(this.mustHaveChat(), file);
  }

  /** The bot has heard from the app that the human part of a conversation is over. */
  async hearOfReturn(roomId: string): Promise<void> {
    await this.opened?.bot.welcomeBack(roomId);
  }

  /** The console of the chosen contact centre. */
  get console(): Contact['console'] {
    if (!this.contact) throw new Error('No contact centre is there yet');
    return this.contact.console;
  }

  async strike(fault: FaultId): Promise<void> {
    if (fault === 'kill') return this.kill();
    if (fault === 'drop') return this.console.breakConnection();
    if (fault === 'refuse') return this.console.refuseCalls(REFUSED_CALLS);
    for (const { id } of await this.console.agents()) {
      await this.console.setAgent(id, { isOnline: false, acceptsAlone: false });
    }
  }

  private async kill(): Promise<void> {
    const { app } = this.mustBeOpen();
    const instance = this.sandbox.instances.find(({ alive }) => alive);
    const { restarts = 0 } = instance?.kill(app.id) ?? {};
    this.isRestarting = true;
    await instance?.waitForRestart(app.id, restarts);
    this.restarts += 1;
    this.isRestarting = false;
  }

  private async handOver(roomId: string): Promise<string | undefined> {
    const { app } = this.mustBeOpen();
    const data = { roomId, targetDepartmentName: this.centre?.department };
    const answer = await app.client.apps.request<{ result: string }>(app.id, { method: 'post', url: 'handover', data });
    return answer.status === 200 ? undefined : answer.data.result;
  }

  private async leave(): Promise<void> {
    const room = this.chat && this.sandbox.cluster.workspace.rooms.get(this.chat.rid);
    if (this.chat && room?.open) await this.mustBeOpen().app.client.livechat.closeAsVisitor(this.chat);
  }

  private roomSides(): Pick<PageView, 'widget' | 'room'> {
    const { rooms, messages } = this.sandbox.cluster.workspace;
    const room = this.chat && rooms.get(this.chat.rid);
    if (!room) return {};
    const all = messages.inGroup(room._id);
    const department = this.opened?.workplace.departmentName(room.departmentId) ?? 'none';
    return { widget: widgetView(room, all, this.isAgentTyping(room._id)), room: roomView(room, all, department) };
  }

  private isAgentTyping(roomId: string): boolean {
    const { broadcasts } = this.sandbox.cluster.monitor;
    return broadcasts.filter((one) => one.kind === 'typing' && one.roomId === roomId).at(-1)?.isTyping === true;
  }

  private mustBeOpen(): Opened {
    if (!this.opened) throw new Error('The app is not there yet');
    return this.opened;
  }

  private mustHaveChat(): Chat {
    if (!this.chat) throw new Error('No visitor is there yet');
    return this.chat;
  }
}
