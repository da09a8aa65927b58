import { sampleClient, sampleIntegrationId, sampleQueue } from './samples';

/** The body that sets a simulated Genesys Cloud up as a handover provider: create a provider, over the app's API. */
export function newProvider(
  genesysUrl: string,
  settings: {
    readonly departments: readonly string[];
    readonly webhookSecret: string;
    readonly [name: string]: unknown;
  },
): { name: string; service: string; settings: Record<string, unknown> } {
  return {
    name: 'Genesys',
    service: 'Genesys Cloud Open Messaging',
    settings: {
      host: genesysUrl,
      clientId: sampleClient.id,
      clientSecret: sampleClient.secret,
      integrationId: sampleIntegrationId,
      queueId: sampleQueue.id,
      ...settings,
    },
  };
}
