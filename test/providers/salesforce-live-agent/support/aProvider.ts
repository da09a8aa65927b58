import type { Clock } from '../../../../lib/clock';
import type { HttpClient } from '../../../../lib/http';
import type { Log } from '../../../../lib/log';
import type { OpenRequest } from '../../../../lib/provider';
import { LiveAgentProvider, type LiveAgentSettings, parseSettings } from '../../../../providers/salesforce-live-agent';
import { ManualClock } from '../../../support/ManualClock';

export class RecordingLog implements Log {
  public readonly lines: string[] = [];

  public info(message: string, context?: object): void {
    this.lines.push(`${message} ${JSON.stringify(context ?? {})}`);
  }

  public warn(message: string, context?: object): void {
    this.info(message, context);
  }

  public error(message: string, context?: object): void {
    this.info(message, context);
  }
}

const ORGANISATION = '00DSANDBOX00001';
const DEPLOYMENT = '572SANDBOX00001';
export const BUTTON = '573SANDBOX00001';

export function someSettings(changes: object = {}): LiveAgentSettings {
  const { settings, problems } = parseSettings({
    endpointUrl: 'https://chat.example.com/chat/rest',
    organisationId: ORGANISATION,
    deploymentId: DEPLOYMENT,
    buttonId: BUTTON,
    ...changes,
  });
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  return settings;
}

interface Parts {
  settings?: object;
  http: HttpClient;
  longPoll?: HttpClient;
  clock?: Clock;
}

/** A provider and what it writes to the log; the clock moves only by its own waits, and then at once. */
export function aProvider({ settings, http, longPoll = http, clock = new ManualClock() }: Parts) {
  const log = new RecordingLog();
  return { provider: new LiveAgentProvider(someSettings(settings), { http, longPoll, clock, log }), log, clock };
}

export function anOpenRequest(changes: Partial<OpenRequest> = {}): OpenRequest {
  return {
    sessionId: 'c0ffee00-0000-4000-8000-000000000000',
    visitor: { name: 'Vera', email: 'vera@example.com' },
    attributes: [],
    transcript: '',
    roomId: 'room-1',
    ...changes,
  };
}
