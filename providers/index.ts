import type { Clock } from '../lib/clock';
import { withDepartments } from '../lib/handoverProviders/departments';
import type { HttpClient, StreamClient } from '../lib/http';
import type { Log } from '../lib/log';
import type { Provider } from '../lib/provider';
import type { HandoverService } from '../lib/service';
import { GenesysProvider, parseSettings as parseGenesys } from './genesys-open-messaging/index';
import { service as genesys } from './genesys-open-messaging/service';
import {
  LiveAgentProvider,
  service as liveAgent,
  parseSettings as parseLiveAgent,
} from './salesforce-live-agent/index';
import { MessagingProvider, parseSettings as parseMessaging } from './salesforce-messaging/index';
import { service as messaging } from './salesforce-messaging/service';
import type { ParsedSettings } from './shared/ParsedSettings';

/** What every provider is built from besides its settings. */
export interface ProviderParts {
  readonly http: HttpClient;
  /** For requests that wait for news; those can be aborted. */
  readonly longPoll: HttpClient;
  /** For answers that go on; left out where news must not be streamed. */
  readonly streams?: StreamClient;
  /** For files, whose bytes only a stream can carry. */
  readonly downloads: StreamClient;
  readonly clock: Clock;
  readonly log: Log;
}

/** The software of a contact centre. */
export type Product = 'messaging' | 'live-agent' | 'genesys';

/** What a provider is to be and how it is set up, as an admin or a caller has written it. */
export interface ProviderDescription {
  readonly product: Product;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A provider ready for use, or everything that its settings lack; one sentence each. */
export type ProviderChoice = { readonly provider: Provider } | { readonly problems: readonly string[] };

const CATALOGUE: Readonly<Record<Product, HandoverService>> = {
  'live-agent': withDepartments(liveAgent),
  messaging: withDepartments(messaging),
  genesys: withDepartments(genesys),
};

/** The service catalogue: everything that providers can be set up for. */
export const services: readonly HandoverService[] = Object.values(CATALOGUE);

/** The entry of the catalogue that a product is. */
export function serviceOfProduct(product: Product): HandoverService {
  return CATALOGUE[product];
}

/** The product that an entry of the catalogue stands for; undefined for an id that is none. */
export function productOfService(serviceId: string): Product | undefined {
  const products = Object.keys(CATALOGUE) as Product[];
  return products.find((product) => CATALOGUE[product].id === serviceId);
}

/** The provider that a description asks for. */
export function createProvider({ product, settings }: ProviderDescription, parts: ProviderParts): ProviderChoice {
  switch (product) {
    case 'live-agent':
      return built(parseLiveAgent(settings), (parsed) => new LiveAgentProvider(parsed, parts));
    case 'messaging':
      return built(parseMessaging(settings), (parsed) => new MessagingProvider(parsed, parts));
    case 'genesys':
      return built(parseGenesys(settings), (parsed) => new GenesysProvider(parsed, parts));
    default:
      return product satisfies never;
  }
}

function built<T>({ settings, problems }: ParsedSettings<T>, build: (settings: T) => Provider): ProviderChoice {
  if (settings === undefined) return { problems: problems.map(({ field, problem }) => `${field} ${problem}`) };
  return { provider: build(settings) };
}
