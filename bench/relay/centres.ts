import type { ContactCentre } from './ContactCentre';
import { GenesysCentre } from './GenesysCentre';
import { LiveAgentCentre } from './LiveAgentCentre';
import { MessagingCentre } from './MessagingCentre';

const CENTRES = {
  genesys: (): Promise<ContactCentre> => GenesysCentre.open(),
  'live-agent': (): Promise<ContactCentre> => LiveAgentCentre.open(),
  messaging: (): Promise<ContactCentre> => MessagingCentre.open('streamed'),
  'messaging-polling': (): Promise<ContactCentre> => MessagingCentre.open('polled'),
};

/** A provider, and the way in which it hears of news where it has several. */
export type ProviderName = keyof typeof CENTRES;

export const PROVIDER_NAMES = Object.keys(CENTRES) as ProviderName[];

/** Starts the simulated contact centre of a provider. */
export function openCentre(provider: ProviderName): Promise<ContactCentre> {
  return CENTRES[provider]();
}
