import type { Json } from '../../lib/json';
import type { ConversationState } from '../../lib/provider';

/** One conversation: its stored state, what this process knows of it besides, and what the provider works with. */
export abstract class StoredChat<S extends { [field: string]: Json }, L, T> {
  /** What was read last, and need not be checked again: nobody changes a state, there is another instead. */
  private known: S | undefined;

  constructor(
    private readonly conversation: ConversationState,
    public readonly line: L,
    public readonly tools: T,
  ) {}

  /** @throws ProviderError of kind `gone` for what is no state */
  protected abstract read(stored: Json): S;

  public get state(): S {
    const stored = this.conversation.get();
    if (this.known === undefined || this.known !== stored) this.known = this.read(stored);
    return this.known;
  }

  public change(patch: Partial<S>): void {
    this.conversation.set({ ...this.state, ...patch });
  }

  /** There is no conversation any more that anything could be done about. */
  public forget(): void {
    this.conversation.set(null);
  }

  /** Stores the state, so that what the contact centre is told from now on is true in every process. */
  public save(): Promise<void> {
    return this.conversation.save();
  }
}
