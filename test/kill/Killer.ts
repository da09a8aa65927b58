import { setTimeout as pause } from 'node:timers/promises';
import type { SeededRandom } from '../../sandbox/salesforce-live-agent/SeededRandom';
import type { LiveAgentScene } from '../support/LiveAgentScene';
import { APP_ID } from '../support/Scene';

const RESUME_LIMIT_MS = 15_000;
const SAMPLE_MS = 100;
/** How often the next kill does not wait until everything is well again. */
const HASTE = 0.4;

/** Kills the app's process on some server at random moments, and measures how long chats are left alone. */
export class Killer {
  readonly findings: string[] = [];
  /** How long after each kill every chat was followed again; kills that came too early for that are left out. */
  readonly resumedMs: number[] = [];
  kills = 0;
  private restarted: Promise<void> | undefined;

  constructor(
    private readonly scene: LiveAgentScene,
    private readonly random: SeededRandom,
  ) {}

  async run(count: number): Promise<void> {
    while (this.kills < count) {
      await pause(this.random.below(4_000));
      await this.kill();
      if (this.kills === Math.ceil(count / 2)) await this.scene.loseInstance();
      if (this.kills === count || this.random.fraction() >= HASTE) await this.untilResumed();
    }
  }

  private async kill(): Promise<void> {
    await this.restarted?.catch(() => undefined);
    const { admins } = this.scene;
    const victim = admins[this.random.below(admins.length)];
    if (!victim) return;
    const restarts = await victim.control.kill(APP_ID);
    this.kills += 1;
    // The engine waits 30 s for the answer of a process that dies while it is being started; no app can help that.
    this.restarted = victim.control.waitForRestart(APP_ID, restarts);
    this.restarted.catch(() => undefined);
  }

  private async untilResumed(): Promise<void> {
    const killedAt = Date.now();
    // Until then the server may not have noticed that a poll has ended.
    await pause(SAMPLE_MS);
    const alone = new Map((await this.unattended()).map(({ id, polls }) => [id, polls]));
    let warned = false;
    while (alone.size > 0) {
      await pause(SAMPLE_MS);
      const now = new Map((await this.unattended()).map(({ id, polls }) => [id, polls]));
      for (const [id, polls] of alone) if ((now.get(id) ?? Number.POSITIVE_INFINITY) > polls) alone.delete(id);
      const isLate = Date.now() - killedAt > RESUME_LIMIT_MS;
      if (isLate && !warned) this.findings.push(`${alone.size} chats were not followed again in time`);
      warned ||= isLate;
      if (Date.now() - killedAt > 4 * RESUME_LIMIT_MS) break;
    }
    this.resumedMs.push(Date.now() - killedAt);
  }

  private async unattended() {
    const chats = await this.scene.salesforce.chats();
    return chats.filter(({ state, polling }) => state !== 'ended' && state !== 'failed' && !polling);
  }
}
