import { randomUUID } from 'crypto';
import type { Desk } from '../../lib/Desk';
import type { Log } from '../../lib/log';
import { SETTINGS_PROVIDER } from '../../lib/Routing';
import type { Session } from '../../lib/session';
import { FakeOmnichannel } from './FakeOmnichannel';
import { ManualClock } from './ManualClock';
import { MemoryClaimStore } from './MemoryClaimStore';
import { MemoryInbox } from './MemoryInbox';
import { MemoryRoomMessages } from './MemoryRoomMessages';
import { MemorySessionStore } from './MemorySessionStore';

/** A log that remembers its lines. */
export class RecordingLog implements Log {
  public readonly lines: string[] = [];

  public info(message: string, context?: object): void {
    this.record('info', message, context);
  }

  public warn(message: string, context?: object): void {
    this.record('warn', message, context);
  }

  public error(message: string, context?: object): void {
    this.record('error', message, context);
  }

  private record(level: string, message: string, context?: object): void {
    this.lines.push(`${level} ${message} ${JSON.stringify(context ?? {})}`);
  }
}

export interface TestDesk extends Desk {
  readonly omnichannel: FakeOmnichannel;
  readonly claims: MemoryClaimStore;
  readonly messages: MemoryRoomMessages;
  readonly clock: ManualClock;
  readonly log: RecordingLog;
}

/** A desk with one room, `room`, in the department `bots`, and the departments `support` and `salesforce`. */
export function aDesk(): TestDesk {
  const clock = new ManualClock();
  const omnichannel = new FakeOmnichannel();
  for (const id of ['bots', 'support', 'salesforce']) omnichannel.addDepartment({ id });
  omnichannel.place({ id: 'room' });
  return {
    omnichannel,
    rooms: omnichannel,
    departments: omnichannel.departments,
    sessions: new MemorySessionStore(),
    claims: new MemoryClaimStore(),
    inbox: new MemoryInbox(),
    messages: new MemoryRoomMessages(clock),
    clock,
    log: new RecordingLog(),
    newId: randomUUID,
  };
}

export function aSession(changes: Partial<Session> = {}): Session {
  return {
    id: 'session-1',
    roomId: 'room',
    state: 'active',
    stateSinceMs: Date.UTC(2026, 0, 5),
    providerId: SETTINGS_PROVIDER,
    departmentId: 'salesforce',
    owner: 'instance-1',
    startedAtMs: Date.UTC(2026, 0, 5),
    revision: 1,
    resume: { cursor: 7 },
    delivered: { atMs: Date.UTC(2026, 0, 5), ids: [] },
    ...changes,
  };
}
