import type { ProviderName } from '../../story/centres';
import type { Console } from './Console';
import { GenesysConsole } from './GenesysConsole';
import { LiveAgentConsole } from './LiveAgentConsole';
import { MessagingConsole } from './MessagingConsole';

const CONSOLES: Readonly<Record<ProviderName, new (controlUrl: string) => Console>> = {
  messaging: MessagingConsole,
  'live-agent': LiveAgentConsole,
  genesys: GenesysConsole,
};

/** The console of a provider's simulated contact centre. */
export function openConsole(provider: ProviderName, controlUrl: string): Console {
  return new CONSOLES[provider](controlUrl);
}
