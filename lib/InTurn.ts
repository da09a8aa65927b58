/** Lets pieces of work that come together be done one after the other, in the order in which they came. */
export class InTurn {
  private last: Promise<unknown> = Promise.resolve();

  public do<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
