/** What the calls of one process about one chat must agree on: who may post, who may poll, and who reconnects. */
export class Line {
  /** Set while the chat is being taken up again. */
  public reconnecting: Promise<void> | undefined;
  /** Of the poll under way. */
  public poll: AbortController | undefined;
  private readonly lanes = { post: Promise.resolve(), poll: Promise.resolve() };

  /** Does one thing after the other: Live Agent takes neither two polls of a chat at once nor POSTs out of order. */
  public inTurn<T>(lane: 'post' | 'poll', work: () => Promise<T>): Promise<T> {
    const result = this.lanes[lane].then(work);
    const ignore = (): void => undefined;
    this.lanes[lane] = result.then(ignore, ignore);
    return result;
  }
}
