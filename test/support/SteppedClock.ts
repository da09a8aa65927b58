import type { Clock } from '../../lib/clock';

interface Wait {
  dueMs: number;
  resolve(): void;
}

/** A clock that stands still until a test lets time pass; whoever waits goes on when it is due. */
export class SteppedClock implements Clock {
  private waits: Wait[] = [];

  constructor(private currentMs = Date.UTC(2026, 0, 5)) {}

  public nowMs(): number {
    return this.currentMs;
  }

  public wait(durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.waits.push({ dueMs: this.currentMs + durationMs, resolve });
    });
  }

  /** Lets time pass; everything that is due on the way has happened when it resolves. */
  public async pass(durationMs: number): Promise<void> {
    const untilMs = this.currentMs + durationMs;
    await settled();
    for (let next = this.nextUntil(untilMs); next; next = this.nextUntil(untilMs)) {
      this.waits.splice(this.waits.indexOf(next), 1);
      this.currentMs = Math.max(this.currentMs, next.dueMs);
      next.resolve();
      await settled();
    }
    this.currentMs = untilMs;
  }

  /** Sets the clock, as somebody does who finds it wrong: nobody has waited for any longer by that, nor shorter. */
  public leap(byMs: number): void {
    this.currentMs += byMs;
    for (const wait of this.waits) wait.dueMs += byMs;
  }

  private nextUntil(untilMs: number): Wait | undefined {
    const [first] = [...this.waits].sort((a, b) => a.dueMs - b.dueMs);
    return first && first.dueMs <= untilMs ? first : undefined;
  }
}

/** Resolves when everything that needs no time has happened. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
