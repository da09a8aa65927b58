import type { Clock } from '../../lib/clock';
import type { Control } from '../../sandbox/clients/Control';
import type { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { APP_ID } from '../support/Scene';
import type { CentreConversation, ContactCentre } from './ContactCentre';

/** How long a conversation may be left alone after a kill. */
const RESUME_LIMIT_MS = 15_000;
const SAMPLE_MS = 250;
/** How long a contact centre may take to notice that nobody is there any more. Nobody takes over as soon as that. */
const NOTICE_MS = 1_000;
/** How often the next kill does not wait until everything is well again. */
const HASTE = 0.4;

/** Servers to kill on, and what shows how that is borne. */
interface Servers {
  readonly admins: ReadonlyArray<{ readonly control: Pick<Control, 'kill' | 'waitForRestart'> }>;
  readonly centre: Pick<ContactCentre, 'goingOn'>;
  loseInstance(): Promise<void>;
}

/** Kills the app's process on some server at random moments, and measures how long conversations are left alone. */
export class Killer {
  /** When conversations were left alone for too long, a sentence each. */
  readonly late: string[] = [];
  /** How long after each kill every conversation was followed again; kills that came too early for that are left out. */
  readonly resumedMs: number[] = [];
  kills = 0;
  private restarted: Promise<void> | undefined;

  constructor(
    private readonly servers: Servers,
    private readonly random: SeededRandom,
    private readonly clock: Clock,
  ) {}

  async run(count: number): Promise<void> {
    while (this.kills < count) {
      await this.clock.wait(this.random.below(4_000));
      await this.kill();
      if (this.kills === Math.ceil(count / 2)) await this.servers.loseInstance();
      if (this.kills === count || this.random.fraction() >= HASTE) await this.untilResumed();
    }
  }

  private async kill(): Promise<void> {
    await this.restarted?.catch(() => undefined);
    const { admins } = this.servers;
    const victim = admins[this.random.below(admins.length)];
    if (!victim) return;
    const restarts = await victim.control.kill(APP_ID);
    this.kills += 1;
    // The engine waits 30 s for the answer of a process that dies while it is being started; no app can help that.
    this.restarted = victim.control.waitForRestart(APP_ID, restarts);
    this.restarted.catch(() => undefined);
  }

  private async untilResumed(): Promise<void> {
    const killedAtMs = this.clock.nowMs();
    const limitMs = killedAtMs + RESUME_LIMIT_MS;
    await this.clock.wait(NOTICE_MS);
    const sinceMs = this.clock.nowMs();
    let alone = await this.leftAlone(sinceMs);
    let isReported = false;
    while (alone.length > 0) {
      await this.clock.wait(SAMPLE_MS);
      const still = await this.leftAlone(sinceMs);
      const nowMs = this.clock.nowMs();
      // What was alone until now was not seen in time. While a contact centre waits before it calls again, nobody can tell.
      const late = nowMs > limitMs ? alone.filter(({ missedAtMs = nowMs }) => missedAtMs > limitMs) : [];
      alone = still.filter(({ id }) => alone.some((other) => other.id === id));
      if (late.length > 0 && !isReported) this.late.push(`not followed again in time: ${late.length}`);
      isReported ||= late.length > 0;
      if (nowMs - killedAtMs > 4 * RESUME_LIMIT_MS) break;
    }
    this.resumedMs.push(this.clock.nowMs() - killedAtMs);
  }

  /** Conversations that go on and that the app has not been there for since then. */
  private async leftAlone(sinceMs: number): Promise<CentreConversation[]> {
    const conversations = await this.servers.centre.goingOn();
    return conversations.filter(({ followedAtMs }) => followedAtMs < sinceMs);
  }
}
