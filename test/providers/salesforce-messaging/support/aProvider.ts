import type { Clock } from '../../../../lib/clock';
import type { HttpClient, StreamClient } from '../../../../lib/http';
import type { OpenRequest } from '../../../../lib/provider';
import { MessagingProvider, type MessagingSettings, parseSettings } from '../../../../providers/salesforce-messaging';
import { ManualClock } from '../../../support/ManualClock';
import { RecordingLog } from '../../salesforce-live-agent/support/aProvider';

export const SCRT = 'https://example.my.salesforce-scrt.com';
export const ORGANISATION = '00DSANDBOX00001';
export const DEPLOYMENT = 'Rocket_Chat';

function someSettings(changes: object = {}): MessagingSettings {
  const { settings, problems } = parseSettings({
    scrtUrl: SCRT,
    organisationId: ORGANISATION,
    deployment: DEPLOYMENT,
    ...changes,
  });
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  return settings;
}

interface Parts {
  settings?: object;
  http: HttpClient;
  streams?: StreamClient;
  downloads?: StreamClient;
  clock?: Clock;
}

/** A provider and what it writes to the log; the clock moves only by its own waits, and then at once. */
export function aProvider({ settings, clock = new ManualClock(), ...outside }: Parts) {
  const log = new RecordingLog();
  return { provider: new MessagingProvider(someSettings(settings), { ...outside, clock, log }), log, clock };
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
