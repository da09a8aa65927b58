import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { JsonObject } from '../../lib/handoverProviders/HandoverProvider';
import type { ProviderDesk } from '../../lib/handoverProviders/ProviderDesk';
import type { Provider } from '../../lib/provider';
import type { Call } from '../Outside';

/** What the composition root builds for the endpoints of handover providers. */
export interface Outside {
  desk(call: Call): ProviderDesk;
  /** The API key of the settings; undefined while none is set. */
  apiKey(read: IRead): Promise<string | undefined>;
  /** A provider of this service with these settings, or what they lack; one sentence each. */
  connect(
    call: Call,
    description: { readonly serviceId: string; readonly settings: JsonObject },
  ): Promise<{ readonly provider: Provider } | { readonly problems: readonly string[] }>;
}
