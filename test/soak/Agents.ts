import type { CentreConversation } from '../kill/ContactCentre';
import type { ChatPlan } from './ChatPlan';
import type { ChatRecord } from './check';
import type { Consoles } from './consoles/Consoles';
import { inTime } from './inTime';

/** The agents of a contact centre, as far as they have to do with one visitor. */
export class Agents {
  constructor(
    private readonly consoles: Consoles,
    private readonly plan: ChatPlan,
    private readonly record: ChatRecord,
  ) {}

  /** Of this visitor, oldest first. */
  conversations(): Promise<readonly CentreConversation[]> {
    return this.consoles.centre.conversationsOf(this.plan.name);
  }

  /** The conversation that one of them has, after he has taken one that waits if need be; throws while there is none. */
  async take(): Promise<string> {
    const all = await this.conversations();
    const last = all.filter(({ state }) => state !== 'ended').pop();
    if (!last) throw new Error(`${all.length} conversations, none of them open`);
    if (last.state === 'open') await this.consoles.take(last.id);
    this.record.isMet = true;
    return last.id;
  }

  /** The same, in time. */
  conversation(): Promise<string> {
    return inTime('lost', 'the agent has no conversation', () => this.take());
  }

  async say(): Promise<void> {
    const { texts } = this.record.agentTyped;
    const text = `a ${this.plan.name}.${texts.length + 1}`;
    await this.consoles.centre.say(await this.conversation(), text);
    texts.push(text);
  }

  async sendFile(): Promise<void> {
    const { files } = this.record.agentTyped;
    const name = `a-${this.plan.name}-${files.length + 1}.pdf`;
    await this.consoles.sendFile?.(await this.conversation(), name);
    files.push(name);
  }

  async askForFile(): Promise<void> {
    await this.consoles.askForFile?.(await this.conversation());
    this.record.requests += 1;
  }

  async startTyping(): Promise<void> {
    await this.consoles.startTyping(await this.conversation());
  }

  async passOn(): Promise<void> {
    const id = await this.conversation();
    this.record.changes += 1;
    await this.consoles.passOn(id);
  }

  /** The colleague takes over as soon as there is something to say or to read. */
  async stepOut(): Promise<void> {
    const id = await this.conversation();
    this.record.changes += 1;
    await this.consoles.stepOut(id);
  }

  async end(): Promise<void> {
    await this.consoles.centre.end(await this.conversation());
  }

  /** The contact centre forgets the conversation. */
  async lose(): Promise<void> {
    await this.consoles.lose?.(await this.conversation());
  }
}
