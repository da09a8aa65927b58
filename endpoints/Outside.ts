import type { IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Desk } from '../lib/Desk';
import type { Log } from '../lib/log';
import type { Config } from '../settings/readConfig';

/** What the composition root builds for an endpoint from the accessors of one call. */
export interface Outside {
  /** @param call `log` must be the app's logger at the time of the call: only then do its lines reach the log. */
  desk(call: { read: IRead; modify: IModify; persistence: IPersistence; log: Log }): Desk;
  config(read: IRead): Promise<Config>;
}
