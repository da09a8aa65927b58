import type { Clock } from './clock';
import { describeError } from './describeError';
import type { Log } from './log';
import type { Heartbeats, Mailbox, Note } from './Mailbox';
import { RoomLooks } from './RoomLooks';
import type { SessionRunner } from './SessionRunner';
import { Turns } from './Turns';

const ROUND_MS = 250;
/**
 * In each turn of a round one session may look for what nobody has told of. With 1,000 sessions, 67 looks a second went
 * with a collection of garbage about every second, and everybody's words waited 100 ms for each; so more than 240
 * sessions have their turns less often than every half a minute.
 */
const TURNS_PER_ROUND = 2;
const TICK_MS = 1_000;
/**
 * Sessions are ticked in shifts, one after the other. All at once would store all that has changed in a second at once:
 * with 1,000 sessions, words waited 40 to 60 ms for that.
 */
const SHIFTS = 8;
const SHIFT_MS = TICK_MS / SHIFTS;
const BEAT_MS = 2_000;
/** An instance that has not shown itself for so long is taken for dead by the others. */
export const LEASE_MS = 6_000;

/** What the sessions of one instance need in common. */
export interface InstanceParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly mailbox: Mailbox;
  readonly heartbeats: Heartbeats;
  /** Looks after what no instance carries, if it is time for that; never throws. */
  readonly supervise: () => Promise<void>;
}

/**
 * The sessions that this instance owns. While there are any, it shows that it is alive, keeps their deadlines and reads
 * what other instances tell it.
 */
export class RunningSessions {
  public readonly looks = new RoomLooks();
  /** For handing rooms over, starting their sessions and opening their conversations. */
  public readonly turns: Turns;
  private readonly runners = new Map<string, SessionRunner>();
  private readonly shifts = Array.from({ length: SHIFTS }, () => new Set<SessionRunner>());
  private started = 0;
  private ticked = 0;
  private tickedAtMs = 0;
  private isLooping = false;
  private lastBeatAtMs = 0;
  private doubtfulUntilMs = 0;
  private parts: InstanceParts | undefined;

  constructor(
    public readonly instance: string,
    clock: Clock,
  ) {
    this.turns = new Turns(clock);
  }

  /**
   * True while no other instance can have taken this one for dead. After a silence that is not certain at once: whoever
   * noticed it may still be about to take sessions over.
   */
  public holdsLease(nowMs: number): boolean {
    return !this.isSilent(nowMs) && nowMs >= this.doubtfulUntilMs;
  }

  public get count(): number {
    return this.runners.size;
  }

  public get(roomId: string): SessionRunner | undefined {
    return this.runners.get(roomId);
  }

  /** The visitor wrote something: tells the session of his room, if it runs here; false when it does not. */
  public visitorWrote(roomId: string): boolean {
    const runner = this.runners.get(roomId);
    runner?.deliver();
    return runner !== undefined;
  }

  /** Ends every session of this instance. */
  public async endAll(): Promise<void> {
    await Promise.all([...this.runners.values()].map((runner) => runner.end('ended-by-request')));
  }

  /** Lets go of what is another's by now, or nobody's. @param owned rooms whose sessions this instance owns. */
  public doubtAllBut(owned: ReadonlySet<string>): void {
    for (const [roomId, runner] of this.runners) if (!owned.has(roomId)) runner.doubt();
  }

  /** Runs a session in the background until it is over. */
  public start(roomId: string, runner: SessionRunner, options: { isTakenOver: boolean }): void {
    if (this.runners.has(roomId)) return;
    this.runners.set(roomId, runner);
    const shift = this.shifts[this.started++ % SHIFTS];
    shift?.add(runner);
    void runner.run(options).finally(() => {
      this.runners.delete(roomId);
      shift?.delete(runner);
    });
    if (!this.isLooping) void this.loop();
  }

  /**
   * Shows that this instance is alive, unless it just has. Must come before its name is written into a session or a claim.
   * False when it had been silent for so long that others may have taken it for dead, and what it held for nobody's.
   */
  public async showAlive(parts: InstanceParts): Promise<boolean> {
    this.parts = parts;
    const nowMs = parts.clock.nowMs();
    if (Math.abs(nowMs - this.lastBeatAtMs) < BEAT_MS) return true;
    const wasSilent = this.isSilent(nowMs);
    if (this.runners.size > 0 && wasSilent) this.doubtfulUntilMs = nowMs + LEASE_MS;
    await parts.heartbeats.beat(this.instance, nowMs);
    this.lastBeatAtMs = nowMs;
    return !wasSilent;
  }

  /** A beat from the future, from before the clock was put back, says as little as an old one. */
  private isSilent(nowMs: number): boolean {
    return Math.abs(nowMs - this.lastBeatAtMs) >= LEASE_MS - BEAT_MS;
  }

  private async loop(): Promise<void> {
    const { parts } = this;
    if (!parts) return;
    const { clock, log } = parts;
    this.isLooping = true;
    while (this.runners.size > 0) {
      try {
        await this.showAlive(parts);
        void parts.supervise();
        for (const note of await parts.mailbox.take(this.instance)) this.heed(note, log);
      } catch (error) {
        log.warn('This instance could not reach the store of the host', { error: String(error) });
      }
      await this.takeTurns(clock);
    }
    this.isLooping = false;
  }

  /** A few sessions after the others, until the next round: many at once would keep the visitors' words waiting. */
  private async takeTurns(clock: Clock): Promise<void> {
    for (let turn = 0; turn < TURNS_PER_ROUND; turn++) {
      this.letOneLookAgain();
      this.tickShifts(clock.nowMs());
      await clock.wait(ROUND_MS / TURNS_PER_ROUND);
    }
  }

  /** The shifts that are due; all of them after a second, or when the clock was set. */
  private tickShifts(nowMs: number): void {
    const passedMs = Math.abs(nowMs - this.tickedAtMs);
    this.tickedAtMs = nowMs - (passedMs % SHIFT_MS);
    const due = Math.min(SHIFTS, Math.floor(passedMs / SHIFT_MS));
    for (let shift = 0; shift < due; shift++) {
      for (const runner of this.shifts[this.ticked++ % SHIFTS] ?? []) runner.tick();
    }
  }

  private letOneLookAgain(): void {
    for (const [roomId, runner] of this.runners) {
      if (!runner.lookAgain()) continue;
      // Behind all others, so that everybody has his turn.
      this.runners.delete(roomId);
      this.runners.set(roomId, runner);
      return;
    }
  }

  private heed({ id, roomId, kind, text }: Note, log: Log): void {
    const runner = this.runners.get(roomId);
    if (!runner) return;
    if (kind === 'message') runner.deliver();
    if (kind === 'news') runner.hear();
    if (kind === 'said' && text !== undefined) runner.note(id, text);
    const change = kind === 'room' ? runner.reconcile() : kind === 'end' ? runner.end('ended-by-request') : undefined;
    change?.catch((error) => log.warn('A session was not changed', { roomId, cause: describeError(error) }));
  }
}
