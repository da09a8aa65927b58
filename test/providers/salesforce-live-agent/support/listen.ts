import type { ConversationState, ProviderEvent, ReceivingProvider } from '../../../../lib/provider';

/** Collects what a conversation reports, until it is over or the test has seen enough. */
export class Listening {
  public readonly events: ProviderEvent[] = [];
  /** Settles with `receive`; never rejects, so that a test can look at it when it likes. */
  public readonly done: Promise<'ended' | Error>;
  private readonly controller = new AbortController();
  private readonly waiting = new Set<() => void>();

  constructor(
    provider: ReceivingProvider,
    conversation: ConversationState,
    private readonly apply: (event: ProviderEvent) => void | Promise<void> = () => undefined,
  ) {
    const receiving = provider.receive(conversation, this.controller.signal, (event) => this.emit(event));
    this.done = receiving.then(
      () => 'ended',
      (error: Error) => error,
    );
  }

  /** Resolves with the events as soon as there are so many. */
  public async first(count: number): Promise<ProviderEvent[]> {
    while (this.events.length < count) {
      await Promise.race([
        new Promise<void>((resolve) => {
          this.waiting.add(resolve);
        }),
        this.done.then((end) => {
          throw new Error(`Over (${String(end)}) after ${JSON.stringify(this.events)}`);
        }),
      ]);
    }
    return this.events.slice(0, count);
  }

  /** Stops listening. */
  public async stop(): Promise<ProviderEvent[]> {
    this.controller.abort();
    await this.done;
    return this.events;
  }

  public abort(): void {
    this.controller.abort();
  }

  private async emit(event: ProviderEvent): Promise<void> {
    await this.apply(event);
    this.events.push(event);
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}

/** The events without their ids. */
export function told(events: readonly ProviderEvent[]): object[] {
  return events.map(({ id: _id, ...event }) => event);
}
