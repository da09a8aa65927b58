import type { HandoverProvider } from '../../lib/handoverProviders/HandoverProvider';
import { type ProviderDesk, SETTINGS_PROVIDER_ID } from '../../lib/handoverProviders/ProviderDesk';
import { providerNotFound } from '../../lib/handoverProviders/requireProvider';
import { OBJECT_ID } from './schemas';
import { toSettingsProvider } from './toProviderResource';

/**
 * A provider that may be looked at: a stored one, or the one that the settings of the app describe.
 *
 * @throws HandoverError `provider-not-found`
 */
export async function findProvider(id: string, desk: ProviderDesk): Promise<HandoverProvider> {
  const found = id === SETTINGS_PROVIDER_ID ? await fromSettings(desk) : await stored(id, desk);
  if (!found) throw providerNotFound();
  return found;
}

async function fromSettings(desk: ProviderDesk): Promise<HandoverProvider | undefined> {
  const described = await desk.settingsProvider();
  return described && toSettingsProvider(described, await desk.settingsOfApp());
}

async function stored(id: string, { providers }: ProviderDesk): Promise<HandoverProvider | undefined> {
  return new RegExp(OBJECT_ID).test(id) ? providers.find(id) : undefined;
}
