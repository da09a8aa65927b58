import { setTimeout as pause } from 'node:timers/promises';
import { RestFailure } from '../../sandbox/clients/Rest';
import type { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { eventually } from '../support/eventually';
import { APP_ID, type Chat } from '../support/Scene';
import type { CentreConversation } from './ContactCentre';
import { judge, type Seen } from './judge';
import { BOT, EXIT_WORD, type KillScene, SERVED_DEPARTMENT } from './KillScene';

const ENDINGS = ['agent', 'visitor', 'exit-word'] as const;

/** How long anything may take to come right while processes are being killed. */
const LIMIT_MS = 90_000;
/** Fifty pairs that look more often would be most of what the machine has to do. */
const LOOK_EVERY_MS = 200;
const HANDOVER_TIMEOUT_MS = 35_000;
/** The engine itself lets a call wait for 30 s when its process dies or starts, and one may meet that several times. */
const HANDOVER_LIMIT_MS = 5 * HANDOVER_TIMEOUT_MS;

interface PairOptions {
  name: string;
  random: SeededRandom;
  /** True when no further round is to begin. */
  isOver: () => boolean;
}

/** One visitor and one agent, who meet, talk and part again and again, and remember what each of them typed. */
export class Pair {
  readonly findings: string[] = [];
  rounds = 0;
  typed = { visitor: 0, agent: 0 };
  private name = '';
  private room: Chat = { rid: '', token: '' };
  private seen: Seen = { visitorTyped: [], agentTyped: [], atAgent: [], told: [] };

  constructor(
    private readonly scene: KillScene,
    private readonly options: PairOptions,
  ) {}

  async run(): Promise<void> {
    while (!this.options.isOver()) {
      this.rounds += 1;
      this.name = `${this.options.name}.${this.rounds}`;
      try {
        await this.round();
      } catch (error) {
        this.findings.push(`${this.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
      this.findings.push(...judge(this.name, this.seen));
      this.typed.visitor += this.seen.visitorTyped.length;
      this.typed.agent += this.seen.agentTyped.length;
    }
  }

  private async round(): Promise<void> {
    this.seen = { visitorTyped: [], agentTyped: [], atAgent: [], told: [] };
    this.room = await this.scene.chat(this.name);
    await this.handOver();
    await this.talk();
    await this.part();
  }

  /** As a bot does that tries again when it gets no answer. */
  private async handOver(): Promise<void> {
    const client = this.pickClient();
    const data = { roomId: this.room.rid, targetDepartmentName: SERVED_DEPARTMENT };
    const call = { method: 'post', url: 'handover', data, timeout: HANDOVER_TIMEOUT_MS };
    await this.until(async () => {
      const answer = await client().apps.request(APP_ID, call);
      if (answer.status !== 200 && answer.status !== 406) throw new Error(`handover: ${answer.status}`);
    }, HANDOVER_LIMIT_MS);
  }

  private async talk(): Promise<void> {
    const { random } = this.options;
    const count = 4 + random.below(8);
    await Promise.all([this.typeAsVisitor(count), this.typeAsAgent(count)]);
    await this.until(async () => {
      await this.look();
      const { visitorTyped, agentTyped, atAgent, told } = this.seen;
      const unseen = [
        ...visitorTyped.filter((t) => !atAgent.includes(t)),
        ...agentTyped.filter((t) => !told.includes(t)),
      ];
      if (unseen.length > 0) throw new Error(`not seen in ${LIMIT_MS} ms: ${unseen.join(', ')}`);
    });
  }

  private async typeAsVisitor(count: number): Promise<void> {
    for (let number = 1; number <= count; number++) {
      const text = `v ${this.name}.${number}`;
      const client = this.pickClient();
      await this.until(() => client().livechat.sendAsVisitor(this.room, text));
      this.seen.visitorTyped.push(text);
      await this.think();
    }
  }

  /** An agent answers: he begins when he has read something. */
  private async typeAsAgent(count: number): Promise<void> {
    await this.until(async () => {
      await this.look();
      if (this.seen.atAgent.length === 0) throw new Error('the agent never saw the first words');
    });
    for (let number = 1; number <= count; number++) {
      const text = `a ${this.name}.${number}`;
      const conversation = await this.connected();
      if (!conversation) throw new Error(`the agent lost the conversation before ${text}`);
      await this.scene.centre.say(conversation.id, text);
      this.seen.agentTyped.push(text);
      await this.think();
    }
  }

  private async part(): Promise<void> {
    const way = ENDINGS[this.options.random.below(ENDINGS.length)];
    const conversation = await this.connected();
    if (!conversation) throw new Error('there is no conversation to end');
    if (way === 'agent') await this.scene.centre.end(conversation.id);
    if (way === 'exit-word') await this.pickClient()().livechat.sendAsVisitor(this.room, EXIT_WORD);
    if (way === 'visitor') await this.pickClient()().livechat.closeAsVisitor(this.room);
    await this.until(async () => {
      const [room, all] = await Promise.all([this.scene.client.livechat.room(this.room.rid), this.conversations()]);
      const open = all.filter(({ state }) => state !== 'ended');
      if (open.length > 0) throw new Error(`ended by ${way}, but ${open.length} conversations go on`);
      if (room.open && room.servedBy?.username !== BOT) throw new Error(`ended by ${way}, but the room is stuck`);
    });
    await this.look();
    await this.goAway();
  }

  /** Nobody keeps talking to a bot; rooms that stayed open would become more and more. */
  private async goAway(): Promise<void> {
    const { livechat } = this.scene.client;
    if ((await livechat.room(this.room.rid)).open) await livechat.closeAsVisitor(this.room);
  }

  /** Of this round's visitor, oldest first. */
  private conversations(): Promise<readonly CentreConversation[]> {
    return this.scene.centre.conversationsOf(this.name);
  }

  private async connected(): Promise<CentreConversation | undefined> {
    return (await this.conversations()).find(({ state }) => state === 'connected');
  }

  private async look(): Promise<void> {
    const conversations = await this.conversations();
    const heard = await Promise.all(conversations.map(({ id }) => this.scene.centre.heard(id)));
    this.seen.atAgent = heard.flat();
    this.seen.told = await this.scene.told(this.room);
  }

  /** Whoever calls it goes to some living server each time. */
  private pickClient() {
    return () => {
      const { admins } = this.scene;
      const client = admins[this.options.random.below(admins.length)];
      if (!client) throw new RestFailure(503, 'No instance is left');
      return client;
    };
  }

  private until<T>(check: () => Promise<T>, limitMs = LIMIT_MS): Promise<T> {
    return eventually(check, limitMs, LOOK_EVERY_MS);
  }

  private think(): Promise<void> {
    return pause(300 + this.options.random.below(2_500));
  }
}
