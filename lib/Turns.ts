/** Lets so many pieces of work go on at a time; the others wait their turn, in the order in which they came. */
export class Turns {
  private readonly waiting: Array<() => void> = [];
  private taken = 0;

  constructor(private readonly most: number) {}

  public async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.taken < this.most) this.taken++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Whoever is next takes over this turn, so that nobody who comes meanwhile gets in between.
      if (next) next();
      else this.taken--;
    }
  }
}
