import { setTimeout as pause } from 'node:timers/promises';
import type { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { Agents } from './Agents';
import type { Act, ChatPlan, Ending } from './ChatPlan';
import { type ChatRecord, newRecord } from './check';
import type { Consoles } from './consoles/Consoles';
import { inTime, NotInTime } from './inTime';
import { BOT, HUMAN, type SoakScene } from './SoakScene';
import { Visitor } from './Visitor';
import { timesSaid } from './wordings';

const TEXT = /^[va] /;
/** How a file that could not be put into the room is told. */
const LINK = /^\[(a-.+\.pdf)\]/;

/** Plays what is planned for one chat, on both sides, and remembers what was typed and seen. */
export class SoakChat {
  readonly record: ChatRecord;
  private readonly visitor: Visitor;
  private readonly agents: Agents;
  private readonly beganAtMs = Date.now();

  constructor(
    private readonly scene: SoakScene,
    private readonly consoles: Consoles,
    private readonly plan: ChatPlan,
    random: SeededRandom,
  ) {
    this.record = newRecord(plan);
    this.visitor = new Visitor(scene, plan, this.record, random);
    this.agents = new Agents(consoles, plan, this.record);
  }

  /** Never throws. */
  async play(): Promise<ChatRecord> {
    await this.attempt(async () => {
      await this.visitor.arrive();
      await this.meet();
      await this.part();
    });
    await this.attempt(() => this.look());
    await this.attempt(() => this.visitor.goAway());
    return this.record;
  }

  /** What goes wrong is found, and ends what was attempted. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const kind = error instanceof NotInTime ? error.kind : 'other';
      this.record.findings.push({ kind, what: error instanceof Error ? error.message : String(error) });
    }
  }

  private async meet(): Promise<void> {
    const { takenAfterMs } = this.plan;
    const talking = this.visitor.act({ mayOfferFiles: !this.consoles.askForFile });
    if (takenAfterMs === undefined) return talking;
    await Promise.all([talking, pause(takenAfterMs).then(() => this.answer())]);
    await this.untilAllSeen();
  }

  /** The agent takes the conversation, and begins when he has read something. */
  private async answer(): Promise<void> {
    await inTime('lost', 'the agent never saw the first words', async () => {
      await this.agents.take();
      await this.look();
      if (this.record.atAgent.texts.length === 0) throw new Error('nothing seen');
    });
    for (const { act, afterMs } of this.plan.agent) {
      await pause(afterMs);
      await this.agentAct(act);
    }
  }

  private agentAct(act: Act): Promise<void> {
    const { agents, consoles } = this;
    switch (act) {
      case 'file':
        return consoles.askForFile ? this.exchangeFile() : agents.sendFile();
      case 'type':
        return agents.startTyping();
      case 'pass-on':
        return agents.passOn();
      case 'step-out':
        return agents.stepOut();
      case 'text':
        return agents.say();
      default:
        return act satisfies never;
    }
  }

  private async exchangeFile(): Promise<void> {
    await this.agents.askForFile();
    await inTime('lost', 'the visitor was never asked for a file', async () => {
      await this.look();
      if (timesSaid(this.record.told, 'fileRequested') < this.record.requests) throw new Error('not asked');
    });
    await this.visitor.sendFile();
    await this.untilAllSeen();
  }

  /** What is still missing after this is lost. */
  private async untilAllSeen(): Promise<void> {
    const { record } = this;
    await inTime('lost', 'not everything was seen', async () => {
      // An agent who has stepped out leaves the rest to his colleague.
      await this.agents.take();
      await this.look();
      const missing = [
        ...record.visitorTyped.texts.filter((text) => !record.atAgent.texts.includes(text)),
        ...record.visitorTyped.files.filter((name) => !record.atAgent.files.includes(name)),
        ...record.agentTyped.texts.filter((text) => !record.atVisitor.texts.includes(text)),
        ...record.agentTyped.files.filter((name) => !record.atVisitor.files.includes(name)),
      ];
      if (missing.length > 0) throw new Error(missing.join(', '));
    });
  }

  private async part(): Promise<void> {
    const { ending } = this.plan;
    if (this.plan.takenAfterMs !== undefined) await this.agents.conversation();
    this.record.ending = ending;
    await this.endAtCentre(ending);
    await this.visitor.leave(ending);
    await this.untilOver(ending);
  }

  /** What happens at the contact centre when the chat is to end like this; also the last words of a hasty visitor. */
  private async endAtCentre(ending: Ending): Promise<void> {
    const { isHasty, takenAfterMs } = this.plan;
    switch (ending) {
      case 'agent':
        if (isHasty) await this.agents.say();
        return this.agents.end();
      case 'lost':
        return this.agents.lose();
      case 'deleted':
        return this.deleteProvider();
      case 'exit-word':
        if (isHasty && takenAfterMs !== undefined) await this.visitor.type();
        return;
      default:
    }
  }

  /** A provider that carries a conversation stays unless somebody insists; the conversation goes on until then. */
  private async deleteProvider(): Promise<void> {
    const { providers } = this.scene;
    const { department } = this.plan;
    const remove = (force: boolean, expected: readonly number[]) =>
      inTime('other', `deleting a provider in use, force=${force}, was not answered with ${expected}`, async () => {
        const status = await providers.remove(department, { force });
        if (!expected.includes(status)) throw new Error(`status ${status}`);
      });
    await remove(false, [409]);
    await Promise.all([this.visitor.type(), this.agents.say()]);
    await this.untilAllSeen();
    // An answer that was lost is followed by one that there is no such provider.
    await remove(true, [204, 404]);
  }

  private async untilOver(ending: Ending): Promise<void> {
    await inTime('ghost', `ended by ${ending}, but at the contact centre it goes on`, async () => {
      const open = (await this.agents.conversations()).filter(({ state }) => state !== 'ended');
      if (open.length > 0) throw new Error(open.map(({ id, state }) => `${id} is ${state}`).join());
    });
    await inTime('stuck', `ended by ${ending}, but the room stays`, async () => {
      const { open, servedBy } = await this.scene.client.livechat.room(this.visitor.room.rid);
      const home = ending === 'moved' ? HUMAN : BOT;
      if (open && servedBy?.username !== home) throw new Error(`with ${servedBy?.username}`);
    });
  }

  /** What each of the two sees at this moment. */
  private async look(): Promise<void> {
    const { record, consoles, scene } = this;
    const conversations = await this.agents.conversations();
    const heard = await Promise.all(conversations.map(({ id }) => consoles.centre.heard(id)));
    const files = await Promise.all(conversations.map(({ id }) => consoles.filesSeen(id)));
    const shown = await scene.shown(this.visitor.room);
    const bridged = shown.filter(({ isBridged }) => isBridged);
    record.atAgent = { texts: heard.flat().filter((text) => TEXT.test(text)), files: files.flat() };
    record.atVisitor = {
      texts: bridged.map(({ text }) => text).filter((text) => TEXT.test(text)),
      files: bridged.flatMap(({ text, file }) => file ?? LINK.exec(text)?.[1] ?? []),
    };
    record.told = bridged.map(({ text }) => text);
    record.shownAtMs = new Map(shown.map(({ text, atMs }) => [text, atMs]));
    record.clockSpreadMs = scene.clocks.spreadSince(this.beganAtMs);
  }
}
