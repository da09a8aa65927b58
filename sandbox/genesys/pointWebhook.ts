import axios from 'axios';
import { sampleClient, sampleIntegrationId } from './samples';

/** Has the integration of a simulated Genesys Cloud call a webhook, as an admin does. */
export async function pointWebhook(
  genesysUrl: string,
  webhook: { url: string; secret: string; headers?: Record<string, string> },
): Promise<void> {
  const http = axios.create({ baseURL: genesysUrl, proxy: false });
  const login = await http.post('/oauth/token', 'grant_type=client_credentials', {
    auth: { username: sampleClient.id, password: sampleClient.secret },
  });
  const headers = { Authorization: `Bearer ${login.data.access_token}` };
  const integration = {
    name: 'Sandbox',
    outboundNotificationWebhookUrl: webhook.url,
    outboundNotificationWebhookSignatureSecretToken: webhook.secret,
    ...(webhook.headers && { webhookHeaders: webhook.headers }),
  };
  await http.patch(`/api/v2/conversations/messaging/integrations/open/${sampleIntegrationId}`, integration, {
    headers,
  });
}
