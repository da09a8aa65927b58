/** What the calls of one process about one conversation must agree on. */
export class Line {
  /** True while Genesys is known to have exactly what the state says that it has. */
  public isSure = false;
  /** When words of the agents' that Genesys has were missed first, by their ids; in milliseconds by the app's clock. */
  public missedSinceMs: ReadonlyMap<string, number> = new Map();
  /** Since when Genesys cannot tell what was said, in milliseconds by the app's clock; undefined after it has told. */
  public untoldSinceMs: number | undefined;
  private isHurried = false;
  private last: Promise<unknown> = Promise.resolve();
  private wake: () => void = () => undefined;

  /** Does one thing after the other that changes who is there. */
  public inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves with the next `hurry`, or at once when there was one since the last time. */
  public async hurried(): Promise<void> {
    if (!this.isHurried) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.isHurried = false;
  }

  /** There is a reason to ask Genesys for news now. */
  public hurry(): void {
    this.isHurried = true;
    this.wake();
  }
}
