import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { randomUUID } from 'crypto';
import { quietly } from '../handlers/quietly';
import { Arrivals } from '../lib/Arrivals';
import { BackgroundLog } from '../lib/BackgroundLog';
import { checkBridgeAgent } from '../lib/checkBridgeAgent';
import { systemClock } from '../lib/clock';
import { Departure } from '../lib/Departure';
import type { Desk } from '../lib/Desk';
import { Due } from '../lib/Due';
import type { Log } from '../lib/log';
import type { Problem } from '../lib/problem';
import { RoomsInTransit } from '../lib/RoomsInTransit';
import { Rounds } from '../lib/Rounds';
import { RunningSessions } from '../lib/RunningSessions';
import { EngineAgents } from '../lib/rocketchat/EngineAgents';
import { EngineDepartments } from '../lib/rocketchat/EngineDepartments';
import { EngineMessages } from '../lib/rocketchat/EngineMessages';
import { EngineRooms } from '../lib/rocketchat/EngineRooms';
import { PersistentClaimStore } from '../lib/rocketchat/PersistentClaimStore';
import { PersistentHeartbeats } from '../lib/rocketchat/PersistentHeartbeats';
import { PersistentInbox } from '../lib/rocketchat/PersistentInbox';
import { PersistentMailbox } from '../lib/rocketchat/PersistentMailbox';
import { PersistentSessionStore } from '../lib/rocketchat/PersistentSessionStore';
import { Supervisor } from '../lib/Supervisor';
import { Switchboard } from '../lib/Switchboard';
import { readBridgeConfig } from '../settings/readConfig';
import { Connections } from './composeConnections';
import { composePreparation } from './composePreparation';
import { settingsOf } from './composeSettings';
import { type Accessors, composeProviderStore, recordsOf } from './composeStores';

/**
 * Builds what the core works with from the accessors of a call. Synchronously: an accessor that is awaited, or returned
 * by an async function, never settles.
 */
export function composeDesk({ read, modify, persistence }: Omit<Accessors, 'http'>, log: Log): Desk {
  const records = recordsOf(read, persistence);
  const access = {
    rooms: read.getRoomReader(),
    livechat: read.getLivechatReader(),
    users: read.getUserReader(),
    updater: modify.getUpdater().getLivechatUpdater(),
  };
  return {
    rooms: new EngineRooms(access),
    departments: new EngineDepartments(access.livechat),
    sessions: new PersistentSessionStore(records(PersistentSessionStore.KIND)),
    claims: new PersistentClaimStore(records(PersistentClaimStore.KIND)),
    inbox: new PersistentInbox(records(PersistentInbox.KIND)),
    messages: new EngineMessages(read, modify, async () => undefined),
    clock: systemClock,
    log,
    newId: randomUUID,
  };
}

/** What this process of the app, one of several in a cluster, keeps in memory. */
export interface Instance {
  /** Of the app, as the workspace knows it. */
  readonly appId: string;
  readonly running: RunningSessions;
  readonly departure: Departure;
  readonly rounds: Rounds;
  /** When to look for what the admins should know of. */
  readonly lookDue: Due;
  readonly inTransit: RoomsInTransit;
  readonly connections: Connections;
  /** The providers whose credentials were refused, and that nobody has looked into yet; as sessions know them. */
  readonly suspects: Set<string>;
  /** For what goes on after the call that it began in. */
  readonly log: BackgroundLog;
  /** Composed when the first call needs it. */
  staff?: Staff;
}

export function newInstance(appId: string): Instance {
  const running = new RunningSessions(randomUUID(), systemClock);
  return {
    appId,
    running,
    departure: new Departure(systemClock, running),
    rounds: new Rounds(systemClock, () => running.count),
    lookDue: new Due(systemClock),
    inTransit: new RoomsInTransit(),
    connections: new Connections(() => running.count),
    suspects: new Set(),
    log: new BackgroundLog(systemClock),
  };
}

/** Whoever looks after the sessions of this instance. */
export interface Staff {
  readonly switchboard: Switchboard;
  readonly arrivals: Arrivals;
  readonly supervisor: Supervisor;
  /** Makes a round of the supervisor if it is time for one; never throws. */
  readonly superviseIfDue: () => Promise<void>;
}

/**
 * What connects rooms with the sessions of this instance. It goes on with the accessors of the first call that needs it,
 * which last as long as the process; the runtime makes new ones for every call, and each of 1,000 sessions kept its own.
 */
export function staffOf(accessors: Accessors, instance: Instance): Staff {
  instance.staff ??= composeStaff(accessors, instance);
  return instance.staff;
}

function composeStaff(accessors: Accessors, instance: Instance): Staff {
  const { running, rounds, departure, log } = instance;
  const desk = composeDesk(accessors, log);
  const records = recordsOf(accessors.read, accessors.persistence);
  const mailbox = new PersistentMailbox(records(PersistentMailbox.KIND));
  const heartbeats = new PersistentHeartbeats(records(PersistentHeartbeats.KIND));
  const superviseIfDue = () =>
    quietly(log, 'A round of the supervisor', () => rounds.makeIfDue((kind) => supervisor.round(kind)));
  const parts = { clock: desk.clock, log, mailbox, heartbeats, supervise: superviseIfDue };
  const ready = composePreparation(accessors, desk, instance);
  const switchboard = new Switchboard(desk, mailbox, running);
  const arrivals = new Arrivals(desk, parts, running, ready);
  const providers = composeProviderStore(accessors);
  const supervisor = new Supervisor(desk, parts, running, { switchboard, arrivals, providers }, ready);
  void rounds.goOn(superviseIfDue, () => !departure.isAnnounced);
  return { switchboard, arrivals, supervisor, superviseIfDue };
}

/** What keeps the bridge agent of the settings from serving any room; one sentence each. */
export async function composeBridgeCheck(read: IRead): Promise<readonly string[]> {
  return (await composeBridgeProblems(read)).map(({ sentence }) => sentence);
}

/** What keeps the bridge agent of the settings from serving any room. */
export async function composeBridgeProblems(read: IRead): Promise<readonly Problem[]> {
  const agents = new EngineAgents(read.getUserReader());
  const { bridgeAgent } = await readBridgeConfig(settingsOf(read));
  return checkBridgeAgent(agents, bridgeAgent);
}
