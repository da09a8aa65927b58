import type { ContactCentre } from './ContactCentre';
import { GenesysCentre } from './GenesysCentre';
import { LiveAgentCentre } from './LiveAgentCentre';
import { MessagingCentre } from './MessagingCentre';

const CENTRES = {
  messaging: (): Promise<ContactCentre> => MessagingCentre.open(),
  'live-agent': (): Promise<ContactCentre> => LiveAgentCentre.open(),
  genesys: (): Promise<ContactCentre> => GenesysCentre.open(),
};

/** Whose contact centre the story plays at. */
export type ProviderName = keyof typeof CENTRES;

/** The default first. */
export const PROVIDER_NAMES = Object.keys(CENTRES) as ProviderName[];

/** Starts the simulated contact centre of a provider. */
export function openCentre(provider: ProviderName): Promise<ContactCentre> {
  return CENTRES[provider]();
}
