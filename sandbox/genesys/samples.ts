import type { IntegrationRequest } from './Integrations';
import type { Agent, Queue } from './Roster';
import type { OAuthClient } from './Tokens';

/** Every permission that a call of the simulator asks for. */
const allPermissions = [
  'conversation:message:receive',
  'conversation:message:view',
  'conversation:message:create',
  'conversation:communication:view',
  'conversation:communication:disconnect',
  'messaging:integration:view',
  'messaging:integration:add',
  'messaging:integration:edit',
  'messaging:integration:delete',
  'routing:queue:view',
  'analytics:queueObservation:view',
];

export const sampleClient: OAuthClient = {
  id: '5a0d6c1e-0000-4000-8000-000000000001',
  secret: 'sandbox-client-secret',
  permissions: allPermissions,
};

export const sampleQueue: Queue = { id: '5a0d6c1e-0000-4000-8000-000000000002', name: 'Support' };

export const sampleAgents: readonly Agent[] = [
  { id: '5a0d6c1e-0000-4000-8000-00000000000a', name: 'Ana', online: true, capacity: 5, queues: [sampleQueue.id] },
  { id: '5a0d6c1e-0000-4000-8000-00000000000b', name: 'Ben', online: false, capacity: 5, queues: [sampleQueue.id] },
];

export const sampleIntegrationId = '5a0d6c1e-0000-4000-8000-000000000003';

/** Its webhook is a closed port of this machine until somebody gives it a real one. */
export const sampleIntegration: IntegrationRequest = {
  name: 'Sandbox',
  outboundNotificationWebhookUrl: 'http://127.0.0.1:9/webhook',
  outboundNotificationWebhookSignatureSecretToken: 'sandbox-webhook-secret',
};
