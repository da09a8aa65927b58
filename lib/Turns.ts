import type { Clock } from './clock';

/** Work that goes on for longer waits for somebody else, so the process is free for the next. */
const LONGEST_MS = 200;

/**
 * Lets pieces of work go on one at a time, in the order in which they came, so that many at once do not stand in the way
 * of everything else. It is courtesy and no lock: work that takes long goes on beside the next.
 */
export class Turns {
  private readonly waiting: Array<() => void> = [];
  private isTaken = false;

  constructor(private readonly clock: Clock) {}

  public async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.isTaken) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.isTaken = true;
    let isOver = false;
    const end = (): void => {
      if (!isOver) this.pass();
      isOver = true;
    };
    void this.clock.wait(LONGEST_MS).then(end);
    try {
      return await work();
    } finally {
      end();
    }
  }

  /** Whoever is next takes over this turn, so that nobody who comes meanwhile gets in between. */
  private pass(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.isTaken = false;
  }
}
