import { setTimeout as pause } from 'node:timers/promises';
import type { SandboxClient } from '../../sandbox/client';
import type { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import type { Chat } from '../support/Scene';
import { type ChatPlan, type Ending, EXIT_WORD, pick } from './ChatPlan';
import type { ChatRecord } from './check';
import { FILE_CONTENT, FILE_TYPE } from './consoles/Consoles';
import { inTime } from './inTime';
import type { SoakScene } from './SoakScene';

/** One visitor in the widget, and those of Rocket.Chat who have to do with his room. */
export class Visitor {
  room: Chat = { rid: '', token: '' };

  constructor(
    private readonly scene: SoakScene,
    private readonly plan: ChatPlan,
    private readonly record: ChatRecord,
    private readonly random: SeededRandom,
  ) {}

  /** He begins with the bot, which hands him over, and tries again when it gets no answer. */
  async arrive(): Promise<void> {
    this.room = await inTime('other', 'no chat could be begun', () => this.scene.arrive(this.plan.name));
    await inTime('other', 'the handover was not accepted', async () => {
      const status = await this.scene.handOver(this.anyServer(), this.room, this.plan.department);
      if (status !== 200 && status !== 406) throw new Error(`status ${status}`);
    });
  }

  /** What is planned for him, except his leaving. */
  async act({ mayOfferFiles }: { mayOfferFiles: boolean }): Promise<void> {
    for (const { act, afterMs } of this.plan.visitor) {
      await pause(afterMs);
      // Where he has to be asked for a file, he has words instead.
      if (act === 'file' && mayOfferFiles) await this.sendFile();
      else await this.type();
    }
  }

  async type(): Promise<void> {
    const { texts } = this.record.visitorTyped;
    const text = `v ${this.plan.name}.${texts.length + 1}`;
    await this.once(
      () => this.anyServer().livechat.sendAsVisitor(this.room, text),
      () => this.isWritten(text),
    );
    texts.push(text);
  }

  async sendFile(): Promise<void> {
    const { files } = this.record.visitorTyped;
    const name = `v-${this.plan.name}-${files.length + 1}.pdf`;
    const file = { name, content: FILE_CONTENT, type: FILE_TYPE };
    if (this.plan.provider === 'genesys') this.record.undeliverable += 1;
    await this.once(
      () => this.anyServer().livechat.uploadAsVisitor(this.room, file),
      async () => (await this.scene.shown(this.room)).some((shown) => shown.file === name),
    );
    files.push(name);
  }

  /** Ends the chat at this side, if it is the one that ends it. */
  async leave(ending: Ending): Promise<void> {
    const { room, scene } = this;
    switch (ending) {
      case 'exit-word':
        return this.once(
          () => this.anyServer().livechat.sendAsVisitor(room, EXIT_WORD),
          () => this.isWritten(EXIT_WORD),
        );
      case 'visitor':
        return this.once(
          () => this.anyServer().livechat.closeAsVisitor(room),
          () => this.isClosed(),
        );
      case 'staff':
        return this.once(
          () => this.anyServer().livechat.close(room.rid),
          () => this.isClosed(),
        );
      case 'moved':
        return scene.forward(room);
      case 'request':
        return inTime('other', 'the bot could not end the handover', async () => {
          const status = await scene.endHandover(this.anyServer(), room);
          if (status !== 202 && status !== 404) throw new Error(`status ${status}`);
        });
      default:
    }
  }

  /** Nobody keeps talking to a bot; rooms that stayed open would become more and more. */
  async goAway(): Promise<void> {
    if (!(await this.isClosed())) await this.scene.client.livechat.closeAsVisitor(this.room);
  }

  private async isClosed(): Promise<boolean> {
    return !(await this.scene.client.livechat.room(this.room.rid)).open;
  }

  private async isWritten(wanted: string): Promise<boolean> {
    return (await this.scene.shown(this.room)).some(({ text }) => text === wanted);
  }

  /** Whoever calls it goes to some living server each time. */
  private anyServer(): SandboxClient {
    return pick(this.random, this.scene.admins);
  }

  /** Tries again until it is done, also when it was done and the answer was lost with its server. */
  private async once(work: () => Promise<unknown>, isDone: () => Promise<boolean>): Promise<void> {
    await inTime('other', 'Rocket.Chat did not take it', async () => {
      try {
        await work();
      } catch (error) {
        if (!(await isDone())) throw error;
      }
    });
  }
}
