import type { Clock } from '../../lib/clock';
import type { StreamClient } from '../../lib/http';
import type { Json } from '../../lib/json';
import type { Log } from '../../lib/log';
import { StoredChat } from '../shared/StoredChat';
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
export class Chat extends StoredChat<GenesysState, Line, Tools> {
  protected read(stored: Json): GenesysState {
    return readState(stored);
  }
}
