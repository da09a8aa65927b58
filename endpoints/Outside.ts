import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Desk } from '../lib/Desk';
import type { Log } from '../lib/log';
import type { Provider } from '../lib/provider';
import type { Switchboard } from '../lib/Switchboard';
import type { Config } from '../settings/readConfig';

/** What the engine hands to a call. `log` must be the app's logger at the time: only then do its lines reach the log. */
export interface Call {
  readonly read: IRead;
  readonly modify: IModify;
  readonly persistence: IPersistence;
  readonly http: IHttp;
  readonly log: Log;
}

/** What the composition root builds for an endpoint. */
export interface Outside {
  desk(call: Call): Desk;
  switchboard(call: Call): Switchboard;
  config(read: IRead): Promise<Config>;
  /** The provider that the settings describe, or what they lack; one sentence each. */
  provider(call: Call): Promise<{ readonly provider: Provider } | { readonly problems: readonly string[] }>;
}
