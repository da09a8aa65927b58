import { HandoverError } from '../errors';
import type { HandoverProvider } from './HandoverProvider';
import { type ProviderDesk, SETTINGS_PROVIDER_ID } from './ProviderDesk';

/**
 * A provider that may be changed.
 *
 * @throws HandoverError `provider-not-found`, or `provider-read-only` for the provider that the settings describe
 */
export async function requireProvider(
  id: string,
  { providers }: Pick<ProviderDesk, 'providers'>,
): Promise<HandoverProvider> {
  if (id === SETTINGS_PROVIDER_ID) {
    throw new HandoverError(
      'provider-read-only',
      'This provider is described by the settings of the app; change it there.',
    );
  }
  const provider = await providers.find(id);
  if (!provider) throw providerNotFound();
  return provider;
}

/** The error of a call that names a provider which does not exist. */
export function providerNotFound(): HandoverError {
  return new HandoverError('provider-not-found', 'There is no handover provider with this id.');
}
