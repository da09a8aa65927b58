import type { ContactCentre } from './ContactCentre';
import { GenesysCentre } from './GenesysCentre';
import { LiveAgentCentre } from './LiveAgentCentre';
import { MessagingCentre } from './MessagingCentre';

const CENTRES = {
  genesys: (seed: number): Promise<ContactCentre> => GenesysCentre.open(seed),
  'live-agent': (seed: number): Promise<ContactCentre> => LiveAgentCentre.open(seed),
  messaging: (seed: number): Promise<ContactCentre> => MessagingCentre.open(seed, 'streamed'),
  'messaging-polling': (seed: number): Promise<ContactCentre> => MessagingCentre.open(seed, 'polled'),
};

/** A provider, and the way in which it hears of news where it has several. */
export type ProviderName = keyof typeof CENTRES;

export const PROVIDER_NAMES = Object.keys(CENTRES) as ProviderName[];

/** Starts the simulated contact centre of a provider; the same seed gives the same ids and faults. */
export function openCentre(provider: ProviderName, seed: number): Promise<ContactCentre> {
  return CENTRES[provider](seed);
}
