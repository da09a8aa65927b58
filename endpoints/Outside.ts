import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Desk } from '../lib/Desk';
import type { Log } from '../lib/log';
import type { Provider } from '../lib/provider';
import type { RoomsInTransit } from '../lib/RoomsInTransit';
import type { Route, Routing } from '../lib/Routing';
import type { Arrival } from '../lib/rooms';
import type { Switchboard } from '../lib/Switchboard';
import type { Turns } from '../lib/Turns';
import type { Config } from '../settings/readConfig';

/**
 * What the engine hands to an endpoint, a command or an interaction. `log` must be the app's logger at the time: only then
 * do its lines reach the log.
 */
export interface Call {
  readonly read: IRead;
  readonly modify: IModify;
  readonly persistence: IPersistence;
  readonly http: IHttp;
  readonly log: Log;
}

/** What the composition root builds for an endpoint. */
export interface Outside {
  readonly inTransit: RoomsInTransit;
  /** For handing rooms over. */
  readonly turns: Turns;
  desk(call: Call): Desk;
  switchboard(call: Call): Switchboard;
  /** A room has come somewhere: what follows from that is done in the background. */
  announceArrival(call: Call, arrival: Arrival): void;
  config(read: IRead): Promise<Config>;
  /** Who serves which department, given the one that the settings name. */
  routing(call: Call, servedDepartment: Promise<string | undefined>): Promise<Routing>;
  /** The provider of a route, or what its settings lack; one sentence each. */
  provider(
    call: Call,
    route: Route,
  ): Promise<{ readonly provider: Provider } | { readonly problems: readonly string[] }>;
  /** What keeps the bridge agent from serving any room; one sentence each. */
  bridgeProblems(read: IRead): Promise<readonly string[]>;
}
