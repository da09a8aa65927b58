import type { IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Desk } from '../lib/Desk';
import type { Config } from '../settings/readConfig';

/** What the composition root builds for an endpoint from the accessors of one call. */
export interface Outside {
  desk(accessors: { read: IRead; modify: IModify; persistence: IPersistence }): Desk;
  config(read: IRead): Promise<Config>;
}
