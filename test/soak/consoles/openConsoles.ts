import type { Provider } from '../ChatPlan';
import type { Consoles } from './Consoles';
import { GenesysConsoles } from './GenesysConsoles';
import { LiveAgentConsoles } from './LiveAgentConsoles';
import { MessagingConsoles } from './MessagingConsoles';

const CONSOLES: Readonly<Record<Provider, (seed: number) => Promise<Consoles>>> = {
  'live-agent': LiveAgentConsoles.open,
  messaging: MessagingConsoles.open,
  genesys: GenesysConsoles.open,
};

/** Starts the simulated contact centre of a provider; the same seed gives the same ids and faults. */
export function openConsoles(provider: Provider, seed: number): Promise<Consoles> {
  return CONSOLES[provider](seed);
}
