import type { Clock } from './clock';
import type { RunningSessions } from './RunningSessions';

/** Longer than the host takes to put another version of the app in the place of this one. */
const GRACE_MS = 5_000;

/**
 * What becomes of the sessions of an app that is disabled. The host disables an app before it updates it, too, and ends the
 * process a moment later; then the next process takes the sessions over. So they are ended only by a process that is still
 * there after that.
 */
export class Departure {
  private announced: object | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly running: RunningSessions,
  ) {}

  /** Whether the app is disabled. */
  public get isAnnounced(): boolean {
    return this.announced !== undefined;
  }

  /** The app was disabled: ends the sessions of this instance after a while, unless it is taken back. */
  public async announce(): Promise<void> {
    const own = {};
    this.announced = own;
    await this.clock.wait(GRACE_MS);
    if (this.announced === own) await this.running.endAll();
  }

  /** The app is enabled again. */
  public takeBack(): void {
    this.announced = undefined;
  }
}
