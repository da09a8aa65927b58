import type { Clock } from './clock';

/** One that hangs keeps the next one waiting no longer than this. */
const PATIENCE_MS = 1_000;

/**
 * Lets pieces of work go on one at a time, in the order in which they came. It is courtesy and no lock: whoever has waited
 * long enough goes on beside those who hang.
 */
export class Turns {
  private readonly waiting: Array<() => void> = [];
  private taken = 0;

  constructor(private readonly clock: Clock) {}

  public async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.taken === 0) this.taken++;
    else await this.untilCalled();
    try {
      return await work();
    } finally {
      this.pass();
    }
  }

  /** Whoever is next takes over this turn, so that nobody who comes meanwhile gets in between. */
  private pass(): void {
    const next = this.taken === 1 ? this.waiting.shift() : undefined;
    if (next) next();
    else this.taken--;
  }

  private untilCalled(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      void this.clock.wait(PATIENCE_MS).then(() => {
        const place = this.waiting.indexOf(resolve);
        if (place < 0) return;
        this.waiting.splice(place, 1);
        this.taken++;
        resolve();
      });
    });
  }
}
