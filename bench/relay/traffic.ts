import { setTimeout as delay } from 'node:timers/promises';
import { DirectChat } from './DirectChat';
import { inTurns } from './inTurns';
import type { RelayRoom, RelayScene } from './RelayScene';

/** Well above the least gap that the app keeps between two messages of one chat. */
const GAP_PER_CHAT_MS = 500;
const SETTLE_MS = 2_000;
/** Of the mean gap between two messages, which is the least: nobody types without a pause. */
const LEAST_GAP = 0.5;

export type Direction = 'to-agent' | 'to-visitor';

/** Messages a second in each direction, over all sessions together, and for how long. */
export interface Traffic {
  directions: readonly Direction[];
  perSecond: number;
  seconds: number;
}

/** How long each message was on its way, in milliseconds, in the order they were sent. */
export interface Journeys {
  sent: number;
  relayed: Record<Direction, number[]>;
  /** The same through nothing but the simulator. */
  direct: Record<Direction, number[]>;
}

interface Said {
  direction: Direction;
  text: string;
  /** Where it goes through the app, or past it. */
  to: RelayRoom | DirectChat;
}

/**
 * Lets both sides talk in all rooms in turn, and in a chat straight with the simulator beside them. They do not keep time:
 * what the app does after a message would hit the next one always, or never, at the same moment.
 */
export class Talk {
  private readonly startedAtMs = new Map<string, number>();
  private readonly texts: Said[] = [];
  private readonly sending: Promise<void>[] = [];
  private readonly name = Math.random().toString(36).slice(2, 8);

  constructor(private readonly scene: RelayScene) {}

  async run({ directions, perSecond, seconds }: Traffic): Promise<Journeys> {
    const { rooms, direct } = this.scene;
    const rate = Math.min(perSecond, (rooms.length * 1_000) / GAP_PER_CHAT_MS);
    const stepMs = 1_000 / rate / directions.length;
    const count = Math.round(rate * seconds) * directions.length;
    let nextAt = performance.now();
    for (let index = 0; index < count; index++) {
      await delay(Math.max(0, nextAt - performance.now()));
      nextAt += stepMs * randomGap();
      const direction = directions[index % directions.length] ?? 'to-agent';
      const turn = Math.floor(index / directions.length);
      for (const to of [rooms[turn % rooms.length], direct[turn % direct.length]]) {
        if (to) this.sending.push(this.say(direction, to));
      }
    }
    await Promise.all(this.sending);
    await delay(SETTLE_MS + this.scene.centre.pollingMs(rooms.length));
    await this.scene.centre.catchUp();
    return this.journeys();
  }

  private async say(direction: Direction, to: RelayRoom | DirectChat): Promise<void> {
    const text = `${this.name} ${this.texts.length}`;
    this.texts.push({ direction, text, to });
    const { centre, client } = this.scene;
    if (direction === 'to-visitor') await centre.say(to.visitor, text);
    else if (to instanceof DirectChat) await to.say(text);
    else this.startedAtMs.set(text, Date.parse((await client.livechat.sendAsVisitor(to, text)).ts));
  }

  private async journeys(): Promise<Journeys> {
    const shownAtMs = await this.shownAtMs();
    const found: Journeys = {
      sent: this.texts.filter(({ to }) => !(to instanceof DirectChat)).length,
      relayed: { 'to-agent': [], 'to-visitor': [] },
      direct: { 'to-agent': [], 'to-visitor': [] },
    };
    for (const said of this.texts) {
      found[said.to instanceof DirectChat ? 'direct' : 'relayed'][said.direction].push(this.journey(said, shownAtMs));
    }
    return found;
  }

  private journey({ direction, text, to: chat }: Said, shownAtMs: ReadonlyMap<string, number>): number {
    const { centre } = this.scene;
    const isToAgent = direction === 'to-agent';
    const startedAtMs = chat instanceof DirectChat ? chat.saidAtMs : this.startedAtMs;
    const arrivedAtMs = chat instanceof DirectChat ? chat.heardAtMs : shownAtMs;
    const from = (isToAgent ? startedAtMs : centre.saidAtMs).get(text);
    const to = (isToAgent ? centre.heardAtMs : arrivedAtMs).get(text);
    if (from === undefined || to === undefined) throw new Error(`A message ${direction} was lost: ${text}`);
    return to - from;
  }

  /** When the messages of agents were in their rooms, as the workspace dates them. */
  private async shownAtMs(): Promise<Map<string, number>> {
    const shown = new Map<string, number>();
    const heard = this.texts.filter(({ direction }) => direction === 'to-visitor');
    const rooms = [...new Set(heard.flatMap(({ to }) => (to instanceof DirectChat ? [] : to.rid)))];
    await inTurns(rooms.length, async (index) => {
      for (const { msg, ts } of await this.scene.client.livechat.messages(rooms[index] ?? ''))
        shown.set(msg, Date.parse(ts));
    });
    return shown;
  }
}

/** At random, with a mean of 1: waiting for a Poisson process, once the least gap is over. */
function randomGap(): number {
  return LEAST_GAP - (1 - LEAST_GAP) * Math.log(1 - Math.random());
}
