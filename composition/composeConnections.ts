import type { IHttp, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { systemClock } from '../lib/clock';
import type { HttpClient } from '../lib/http';
import type { Log } from '../lib/log';
import { type Route, Routing, SETTINGS_PROVIDER } from '../lib/Routing';
import { EngineHttp } from '../lib/rocketchat/EngineHttp';
import { hastenYoungCollection } from '../lib/rocketchat/hastenYoungCollection';
import { RuntimeHttp } from '../lib/rocketchat/RuntimeHttp';
import { createProvider, type ProviderChoice, type ProviderDescription, productOfService } from '../providers/index';
import { readReceiveMode } from '../settings/readConfig';
import { type SessionConfig, SessionConfigReader } from '../settings/SessionConfigReader';
import { settingsOf } from './composeSettings';
import { type Accessors, composeProviderStore } from './composeStores';

/** Requests that leave the app's own process. */
const direct = new RuntimeHttp();

const configs = new SessionConfigReader();

/** So many messages of the host a request counts for; with one, V8 still marked the heap every 5 s while people talked. */
const MESSAGES_OF_A_QUESTION = 2;
/** Words that go out, and receipts for those that came in, are not alone: then there is much of everything. */
const MESSAGES_OF_WORDS = 6;

/** Old revisions are of no use to anybody once their sessions have ended. */
const MOST_CONNECTIONS = 100;

/**
 * The providers that this process works with: all conversations of one share what it knows, such as an access token, and
 * keep its limits together.
 */
export class Connections {
  /** Those of the settings. A configuration that nobody goes by any more takes its provider with it. */
  public readonly ofSettings = new WeakMap<SessionConfig, ProviderChoice>();
  /** Those that are stored, by their revisions. */
  public readonly stored = new Map<string, ProviderChoice>();

  /** @param sessions how many this process carries. */
  constructor(private readonly sessions: () => number) {}

  /** For providers, which ask for news all the time: requests that leave through the host. */
  public throughHost(http: IHttp): HttpClient {
    const host = hostHttp(http);
    return {
      send: async (request) => {
        const response = await host.send(request);
        const messages = request.method === 'GET' ? MESSAGES_OF_A_QUESTION : MESSAGES_OF_WORDS;
        void hastenYoungCollection(this.sessions(), systemClock, messages);
        return response;
      },
    };
  }
}

/** What sessions are run by, as the settings are now. */
export function sessionConfig(read: IRead): Promise<SessionConfig> {
  return configs.read(settingsOf(read));
}

/** Requests that leave through the host. */
export function hostHttp(http: IHttp): HttpClient {
  return new EngineHttp(http, direct);
}

/** The provider that a configuration describes, or what it lacks. */
export function providerOf(
  config: Pick<SessionConfig, 'receiveMode'> & { readonly provider: ProviderDescription },
  { host, log }: { host: HttpClient; log: Log },
): ProviderChoice {
  const isDirect = config.receiveMode === 'direct';
  const ways = isDirect ? { http: direct, longPoll: direct, streams: direct } : { http: host, longPoll: host };
  return createProvider(config.provider, { ...ways, downloads: direct, clock: systemClock, log });
}

/** Who serves which department, given the one that the settings name. */
export async function composeRouting(
  accessors: Pick<Accessors, 'read' | 'persistence'>,
  servedDepartment: Promise<string | undefined>,
): Promise<Routing> {
  const [providers, ofSettings] = await Promise.all([composeProviderStore(accessors).list(), servedDepartment]);
  return new Routing(providers, ofSettings);
}

/** The provider of a route, or what keeps it from being one. */
export async function connect(
  accessors: Accessors,
  { providerId, providerRevision }: Pick<Route, 'providerId' | 'providerRevision'>,
  { connections, log }: { connections: Connections; log: Log },
): Promise<ProviderChoice> {
  const host = connections.throughHost(accessors.http);
  if (providerId === SETTINGS_PROVIDER) {
    const config = await sessionConfig(accessors.read);
    const choice = connections.ofSettings.get(config) ?? providerOf(config, { host, log });
    connections.ofSettings.set(config, choice);
    return choice;
  }
  const receiveMode = await readReceiveMode(settingsOf(accessors.read));
  const key = `${providerId} ${providerRevision} ${receiveMode}`;
  const known = connections.stored.get(key);
  if (known) return known;
  const stored = await composeProviderStore(accessors).revision(providerId, providerRevision ?? 0);
  const product = stored && productOfService(stored.serviceId);
  if (!product) return { problems: [`the handover provider ${providerId} does not exist any more`] };
  const choice = providerOf({ provider: { product, settings: stored.settings }, receiveMode }, { host, log });
  // Another call may have come first; there must be one for all.
  const first = connections.stored.get(key) ?? choice;
  connections.stored.set(key, first);
  const [oldest] = connections.stored.keys();
  if (connections.stored.size > MOST_CONNECTIONS && oldest !== undefined) connections.stored.delete(oldest);
  return first;
}
