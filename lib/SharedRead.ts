/**
 * Lets callers that come together share one reading. What a caller gets was always read after its call, so nobody is
 * told something older than what was true when he asked.
 */
export class SharedRead<T> {
  private reading: Promise<unknown> = Promise.resolve();
  private next: Promise<T> | undefined;

  /** Reads now, or once more after the reading that is under way. */
  public get(read: () => Promise<T>): Promise<T> {
    if (!this.next) {
      this.next = this.reading.then(() => {
        this.next = undefined;
        return read();
      });
      this.reading = this.next.catch(() => undefined);
    }
    return this.next;
  }
}
