import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { randomUUID } from 'crypto';
import { announceEnd, type EndListeners } from './lib/announceEnd';
import { systemClock } from './lib/clock';
import type { Desk } from './lib/Desk';
import type { HttpClient } from './lib/http';
import type { Log } from './lib/log';
import type { RunningSessions } from './lib/RunningSessions';
import { EngineDepartments } from './lib/rocketchat/EngineDepartments';
import { EngineHttp } from './lib/rocketchat/EngineHttp';
import { EngineMessages } from './lib/rocketchat/EngineMessages';
import { EngineRooms } from './lib/rocketchat/EngineRooms';
import { PersistentClaimStore } from './lib/rocketchat/PersistentClaimStore';
import { PersistentHeartbeats } from './lib/rocketchat/PersistentHeartbeats';
import { PersistentMailbox } from './lib/rocketchat/PersistentMailbox';
import { PersistentSessionStore } from './lib/rocketchat/PersistentSessionStore';
import { RecordStore } from './lib/rocketchat/RecordStore';
import { RuntimeHttp } from './lib/rocketchat/RuntimeHttp';
import { SharedRead } from './lib/SharedRead';
import { type Preparation, Switchboard } from './lib/Switchboard';
import type { EndCause } from './lib/session';
import { createProvider, type ProviderChoice } from './providers/index';
import { type AfterHandoverConfig, readSessionConfig, type SessionConfig } from './settings/readSessionConfig';

/** The app's built-in provider, the one that its settings describe. */
const BUILT_IN_PROVIDER = 'settings';
const DIALOGFLOW_APP = '21b7d3ba-031b-41d9-8ff2-fbbfa081ae90';

/** Many settings, and each of them a call to the host: rooms that arrive together share them. */
const configReads = new SharedRead<SessionConfig>();

/** What the engine hands to an endpoint, an event handler or a job. */
export interface Accessors {
  readonly read: IRead;
  readonly modify: IModify;
  readonly persistence: IPersistence;
  readonly http: IHttp;
}

/**
 * Builds what the core works with from the accessors of one call. Synchronously: an accessor that is awaited, or returned
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
    clock: systemClock,
    log,
    newId: randomUUID,
  };
}

/** Builds what connects rooms with the sessions of this instance. */
export function composeSwitchboard(accessors: Accessors, log: Log, running: RunningSessions): Switchboard {
  const desk = composeDesk(accessors, log);
  const records = recordsOf(accessors.read, accessors.persistence);
  const post = {
    mailbox: new PersistentMailbox(records(PersistentMailbox.KIND)),
    heartbeats: new PersistentHeartbeats(records(PersistentHeartbeats.KIND)),
  };
  return new Switchboard(desk, post, running, () => prepare(accessors, desk, running));
}

/** The provider that the settings describe, or what they lack. */
export async function composeProvider(accessors: Accessors, log: Log): Promise<ProviderChoice> {
  const environment = accessors.read.getEnvironmentReader();
  const config = await configReads.get(() => readSessionConfig(environment.getSettings()));
  return providerOf(config, { http: new EngineHttp(accessors.http, new RuntimeHttp()), log });
}

function providerOf(config: SessionConfig, { http, log }: { http: HttpClient; log: Log }): ProviderChoice {
  const longPoll = config.receiveMode === 'direct' ? new RuntimeHttp() : http;
  return createProvider(config.liveAgent, { http, longPoll, clock: systemClock, log });
}

async function prepare(accessors: Accessors, desk: Desk, running: RunningSessions): Promise<Preparation | undefined> {
  const { read, modify } = accessors;
  const environment = read.getEnvironmentReader();
  const config = await configReads.get(() => readSessionConfig(environment.getSettings()));
  const { rules, servedDepartment } = config;
  if (!rules || servedDepartment === undefined) return undefined;
  const { clock, log } = desk;
  const http = new EngineHttp(accessors.http, new RuntimeHttp());
  const choice = providerOf(config, { http, log });
  if ('problems' in choice) {
    log.warn('No session can run until the settings of the provider are complete', { problems: choice.problems });
    return undefined;
  }
  const siteUrl: unknown = await environment.getServerSettings().getValueById('Site_Url');
  const listeners = listenersOf(config.afterHandover, String(siteUrl ?? ''));
  return {
    providerId: BUILT_IN_PROVIDER,
    servedDepartment,
    parts: {
      ...desk,
      provider: choice.provider,
      messages: new EngineMessages(read, modify, rules.bridgeAgent),
      rules,
      holdsLease: () => running.holdsLease(clock.nowMs()),
      announceEnd: (session, cause) => announceEnd({ http, log }, listeners, { session, cause, atMs: clock.nowMs() }),
    },
  };
}

function listenersOf({ webhook, dialogflow }: AfterHandoverConfig, siteUrl: string): EndListeners {
  const url = `${siteUrl.replace(/\/+$/, '')}/api/apps/public/${DIALOGFLOW_APP}/incoming`;
  return {
    ...(webhook && { webhook }),
    ...(dialogflow && {
      bot: {
        url,
        languageCode: dialogflow.languageCode,
        event: (cause: EndCause) => eventName(dialogflow.events, cause),
      },
    }),
  };
}

function eventName(events: NonNullable<AfterHandoverConfig['dialogflow']>['events'], cause: EndCause): string {
  switch (cause) {
    case 'agent':
    case 'ended-by-request':
      return events.agentEnded;
    case 'idle':
      return events.idle;
    case 'unavailable':
    case 'queue-timeout':
      return events.unavailable;
    case 'error':
    case 'expired':
      return events.error;
    case 'visitor':
    case 'ended-by-visitor':
    case 'closed':
    case 'moved':
      return events.visitorEnded;
    default:
      return cause satisfies never;
  }
}

function recordsOf(read: IRead, persistence: IPersistence): (kind: string) => RecordStore {
  return (kind) => new RecordStore(kind, read.getPersistenceReader(), persistence);
}
