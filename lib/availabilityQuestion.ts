import { askAvailability } from './askAvailability';
import type { Clock } from './clock';
import type { Provider } from './provider';
import { providerIncomplete } from './providerIncomplete';
import type { Route } from './Routing';
import type { Service } from './requestHandover';

/** What has to be looked at before anybody can be asked whether an agent is there. */
export interface AvailabilityParts {
  readonly clock: Clock;
  /** The provider of a route, or what its settings lack; one sentence each. */
  provider(route: Route): Promise<{ readonly provider: Provider } | { readonly problems: readonly string[] }>;
  /** What keeps the bridge agent from serving any room; one sentence each. */
  bridgeProblems(): Promise<readonly string[]>;
}

/**
 * How a handover asks whether an agent of the contact centre is there.
 *
 * The question throws HandoverError provider-incomplete when no conversation could be carried on at all.
 */
export function availabilityQuestion(parts: AvailabilityParts): NonNullable<Service['askAvailability']> {
  return async (route, target) => {
    const [choice, bridge] = await Promise.all([parts.provider(route), parts.bridgeProblems()]);
    if ('problems' in choice) throw providerIncomplete([...choice.problems, ...bridge]);
    if (bridge.length > 0) throw providerIncomplete(bridge);
    const asked = { provider: choice.provider, clock: parts.clock };
    const [answer] = await askAvailability(asked, target === undefined ? [] : [target]);
    return answer?.state ?? 'unknown';
  };
}
