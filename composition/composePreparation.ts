import { announceEnd, type EndListeners } from '../lib/announceEnd';
import type { Desk } from '../lib/Desk';
import { DEFAULT_LANGUAGE } from '../lib/language';
import type { Carrier, Preparation } from '../lib/Preparation';
import type { RunningSessions } from '../lib/RunningSessions';
import { BridgeUsers } from '../lib/rocketchat/BridgeUsers';
import { EngineMessages } from '../lib/rocketchat/EngineMessages';
import type { SessionParts } from '../lib/SessionParts';
import type { EndCause } from '../lib/session';
import type { AfterHandoverConfig } from '../settings/SessionConfigReader';
import { type Connections, composeRouting, connect, hostHttp, sessionConfig } from './composeConnections';
import { composeFileLinks } from './composeFiles';
import { serverLanguage, serverSettingsOf } from './composeSettings';
import type { Accessors } from './composeStores';

const DIALOGFLOW_APP = '21b7d3ba-031b-41d9-8ff2-fbbfa081ae90';

/** What of this process of the app sessions work with. */
interface PreparingInstance {
  readonly appId: string;
  readonly running: RunningSessions;
  readonly connections: Connections;
  readonly suspects: Set<string>;
}

/** Builds what reads all that sessions need; there is nothing of it while no bridge agent is named. */
export function composePreparation(
  accessors: Accessors,
  desk: Desk,
  instance: PreparingInstance,
): () => Promise<Preparation | undefined> {
  const bridgeUsers = new BridgeUsers(accessors.read.getUserReader(), desk.clock);
  return () => prepare(accessors, { desk, bridgeUsers }, instance);
}

async function prepare(
  accessors: Accessors,
  { desk, bridgeUsers }: { desk: Desk; bridgeUsers: BridgeUsers },
  { running, connections, suspects, appId }: PreparingInstance,
): Promise<Preparation | undefined> {
  const { read, modify } = accessors;
  const { clock, log } = desk;
  const reading = sessionConfig(read);
  const servedDepartment = reading.then((settings) => settings.servedDepartment);
  const [config, routing, siteUrl, language] = await Promise.all([
    reading,
    composeRouting(accessors, servedDepartment),
    serverSettingsOf(read).getValueById('Site_Url'),
    serverLanguage(read),
  ]);
  const { rules } = config;
  if (!rules) return undefined;
  const siteAddress = String(siteUrl ?? '');
  const listeners = listenersOf(config.afterHandover, siteAddress);
  const partsOf = async (carrier: Carrier): Promise<SessionParts | undefined> => {
    const choice = await connect(accessors, carrier, { connections, log });
    if ('problems' in choice) {
      const { providerId } = carrier;
      log.warn('No session can run until the settings of its provider are complete', { providerId, ...choice });
      return undefined;
    }
    return {
      ...desk,
      provider: choice.provider,
      messages: new EngineMessages(read, modify, () => bridgeUsers.find(rules.bridgeAgent)),
      rules: { ...rules, texts: config.texts[carrier.language ?? DEFAULT_LANGUAGE] },
      presets: routing.presetsOf(carrier.departmentId),
      linkTo: composeFileLinks(accessors, siteAddress, appId),
      onRefusedCredentials: () => suspects.add(carrier.providerId),
      turns: running.turns,
      holdsLease: () => running.holdsLease(clock.nowMs()),
      announceEnd: (session, cause) =>
        announceEnd({ http: hostHttp(accessors.http), log }, listeners, { session, cause, atMs: clock.nowMs() }),
    };
  };
  return { routing, bridgeAgent: rules.bridgeAgent, serverLanguage: language, partsOf };
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
