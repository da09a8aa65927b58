import type { SessionParts, SessionRules } from '../../lib/SessionParts';
import type { EndCause, Session } from '../../lib/session';
import { Turns } from '../../lib/Turns';
import { TEXT_KEYS, type Texts } from '../../lib/texts';
import { RecordingLog } from './aDesk';
import { FakeOmnichannel } from './FakeOmnichannel';
import { MemoryClaimStore } from './MemoryClaimStore';
import { MemoryInbox } from './MemoryInbox';
import { MemoryRoomMessages } from './MemoryRoomMessages';
import { MemorySessionStore } from './MemorySessionStore';
import { ScriptedProvider } from './ScriptedProvider';
import { SteppedClock } from './SteppedClock';

/** Every text says its own key, with the values it may be given. */
const PLAIN_TEXTS = Object.fromEntries(TEXT_KEYS.map((key) => [key, `<${key}>`])) as Texts;

/** The rules of most tests: no time-outs but the start's, the room goes back to `bots`. */
function someRules(changes: Partial<SessionRules> = {}): SessionRules {
  return {
    bridgeAgent: 'bridge',
    texts: PLAIN_TEXTS,
    limits: { startMs: 60_000, queueMs: Number.POSITIVE_INFINITY },
    returnDepartment: 'bots',
    exitWords: ['bye'],
    transcript: { messages: 10, characters: 1_000 },
    ...changes,
  };
}

export interface Stage extends SessionParts {
  readonly provider: ScriptedProvider;
  readonly omnichannel: FakeOmnichannel;
  readonly messages: MemoryRoomMessages;
  readonly sessions: MemorySessionStore;
  readonly claims: MemoryClaimStore;
  readonly inbox: MemoryInbox;
  readonly clock: SteppedClock;
  readonly log: RecordingLog;
  /** How often the contact centre was found not to take the credentials. */
  refusals(): number;
  /** What the bot was told, by session and cause. */
  readonly announced: string[];
}

/** What a session needs, in memory: one room, `room`, that the bridge agent serves in the department `salesforce`. */
export function aStage(rules: Partial<SessionRules> = {}): Stage {
  const omnichannel = new FakeOmnichannel();
  for (const id of ['bots', 'salesforce']) omnichannel.addDepartment({ id });
  omnichannel.place({ id: 'room', departmentId: 'salesforce', servedBy: 'bridge' });
  omnichannel.onTransfer = async (room, departmentId) => {
    omnichannel.place({ ...room, departmentId, servedBy: departmentId === 'salesforce' ? 'bridge' : 'botty' });
    return { kind: 'accepted' };
  };
  const clock = new SteppedClock();
  const announced: string[] = [];
  let refusals = 0;
  return {
    provider: new ScriptedProvider(),
    omnichannel,
    rooms: omnichannel,
    departments: omnichannel.departments,
    messages: new MemoryRoomMessages(clock),
    sessions: new MemorySessionStore(),
    claims: new MemoryClaimStore(),
    inbox: new MemoryInbox(),
    clock,
    log: new RecordingLog(),
    rules: someRules(rules),
    presets: { attributes: [] },
    announced,
    announceEnd: async ({ id }: Session, cause: EndCause) => {
      announced.push(`${id} ${cause}`);
    },
    refusals: () => refusals,
    onRefusedCredentials: () => {
      refusals += 1;
    },
    turns: new Turns(clock),
    holdsLease: () => true,
  };
}
