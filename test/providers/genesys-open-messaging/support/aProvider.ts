import type { Clock } from '../../../../lib/clock';
import type { HttpClient, StreamClient } from '../../../../lib/http';
import type { OpenRequest } from '../../../../lib/provider';
import { GenesysProvider, type GenesysSettings, parseSettings } from '../../../../providers/genesys-open-messaging';
import { ManualClock } from '../../../support/ManualClock';
import { RecordingLog } from '../../salesforce-live-agent/support/aProvider';

export const QUEUE = '5a0d6c1e-0000-4000-8000-000000000002';
export const INTEGRATION = '5a0d6c1e-0000-4000-8000-000000000003';

export const SETTINGS = {
  host: 'mypurecloud.de',
  clientId: '5a0d6c1e-0000-4000-8000-000000000001',
  clientSecret: 'sandbox-client-secret',
  integrationId: INTEGRATION,
  webhookSecret: 'sandbox-webhook-secret',
  queueId: QUEUE,
};

export function someSettings(changes: object = {}): GenesysSettings {
  const { settings, problems } = parseSettings({ ...SETTINGS, ...changes });
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  return settings;
}

interface Parts {
  settings?: object;
  http: HttpClient;
  downloads?: StreamClient;
  clock?: Clock;
}

/** A provider and what it writes to the log; the clock moves only by its own waits, and then at once. */
export function aProvider({ settings, clock = new ManualClock(), ...outside }: Parts) {
  const log = new RecordingLog();
  return { provider: new GenesysProvider(someSettings(settings), { ...outside, clock, log }), log, clock };
}

export function anOpenRequest(changes: Partial<OpenRequest> = {}): OpenRequest {
  return {
    sessionId: 'c0ffee00-0000-4000-8000-000000000000',
    visitor: { name: 'Vera Visitor', email: 'vera@example.com' },
    attributes: [],
    transcript: '',
    roomId: 'room-1',
    ...changes,
  };
}
