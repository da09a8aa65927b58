import type { Clock } from '../lib/clock';
import type { HttpClient } from '../lib/http';
import type { Log } from '../lib/log';
import type { Provider } from '../lib/provider';
import { LiveAgentProvider, parseSettings } from './salesforce-live-agent/index';

/** What every provider is built from besides its settings. */
export interface ProviderParts {
  readonly http: HttpClient;
  /** For requests that wait for news; those can be aborted. */
  readonly longPoll: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
}

/** A provider ready for use, or everything that its settings lack; one sentence each. */
export type ProviderChoice = { readonly provider: Provider } | { readonly problems: readonly string[] };

/** The provider that the app's own settings describe. */
export function createProvider(settings: Readonly<Record<string, unknown>>, parts: ProviderParts): ProviderChoice {
  const parsed = parseSettings(settings);
  if (!parsed.settings) return { problems: parsed.problems.map(({ field, problem }) => `${field} ${problem}`) };
  return { provider: new LiveAgentProvider(parsed.settings, parts) };
}
