import type { Clock } from '../../lib/clock';
import type { StreamClient } from '../../lib/http';
import type { Log } from '../../lib/log';
import type { ConversationState } from '../../lib/provider';
import type { Client } from './Client';
import type { Line } from './Line';
import type { GenesysSettings } from './settings';
import { type GenesysState, readState } from './state';

/** What a provider instance works with. */
export interface Tools {
  readonly settings: GenesysSettings;
  readonly client: Client;
  readonly downloads: StreamClient | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** One conversation: its state, and what this process knows of it besides. */
export class Chat {
  constructor(
    private readonly conversation: ConversationState,
    public readonly line: Line,
    public readonly tools: Tools,
  ) {}

  public get state(): GenesysState {
    return readState(this.conversation.get());
  }

  public change(patch: Partial<GenesysState>): void {
    this.conversation.set({ ...this.state, ...patch });
  }

  /** There is no conversation any more that anything could be done about. */
  public forget(): void {
    this.conversation.set(null);
  }

  public save(): Promise<void> {
    return this.conversation.save();
  }
}
