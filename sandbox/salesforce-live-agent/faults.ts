import { BodyReader } from '../contactCentre/BodyReader';
import { covers, type FaultCount, type FaultMoment, Faults } from '../contactCentre/Faults';
import { readFaultCount } from '../contactCentre/readFaultCount';

/** Everything that can be made to go wrong. */
const faultKinds = [
  'status',
  'drop',
  'delay',
  'move',
  'expire',
  'sequence-conflict',
  'poll-conflict',
  'repeat-batch',
  'shuffle-batch',
  'hold-back-batch',
  'switch-server',
  'lose-rapid-messages',
  'typing-after-not-typing',
  'missing-availability',
  'slow-agent',
  'fail-after-queue',
] as const;

type FaultKind = (typeof faultKinds)[number];

/** What a client of the control API asks for; see {@link readFault} for the defaults. */
export interface FaultRequest extends FaultCount {
  readonly kind: FaultKind;
  /** The resource it befalls, such as `Chasitor/ChatMessage`, or `Chasitor/*`, or `*`. */
  readonly call?: string;
  /** The id of the only session it befalls. */
  readonly chat?: string;
  /** Before the server did the work, after it, or in the middle of the answer. */
  readonly when?: FaultMoment;
  readonly status?: number;
  readonly body?: string;
  readonly delayMs?: number;
  /** What ReconnectSession answers after a `move`. */
  readonly reconnectStatus?: number;
  readonly newUrl?: string;
  readonly gapMs?: number;
  readonly reason?: string;
}

/** A fault with its defaults filled in and its count. */
export interface Fault extends FaultRequest {
  readonly id: string;
  readonly call: string;
  readonly when: FaultMoment;
  readonly status: number;
  readonly delayMs: number;
  readonly reconnectStatus: number;
  readonly newUrl: string;
  readonly gapMs: number;
  readonly reason: string;
  /** How often it has happened. */
  fired: number;
}

/** Where a fault might happen now. */
export interface FaultScope {
  readonly call?: string;
  readonly chat?: string;
  readonly when?: FaultMoment;
}

const neededBy: Partial<Record<FaultKind, 'status' | 'delayMs' | 'newUrl' | 'gapMs'>> = {
  status: 'status',
  delay: 'delayMs',
  'slow-agent': 'delayMs',
  'switch-server': 'newUrl',
  'lose-rapid-messages': 'gapMs',
};

/** Reads a {@link FaultRequest} from outside and fills in its defaults. */
function readFault(body: unknown, id: string): Fault {
  const reader = new BodyReader(body);
  const kind = reader.oneOf('kind', faultKinds) ?? 'status';
  const needed = neededBy[kind];
  if (needed && !reader.has(needed)) {
    reader.reject(needed, 'is required');
  }
  const fault: Fault = {
    id,
    kind,
    call: reader.optionalText('call') ?? '*',
    chat: reader.optionalText('chat'),
    ...readFaultCount(reader),
    when: reader.optionalOneOf('when', ['before', 'during', 'after'] as const) ?? 'before',
    status: reader.optionalNumber('status') ?? 200,
    body: reader.optionalText('body'),
    delayMs: reader.optionalNumber('delayMs') ?? 0,
    reconnectStatus: reader.optionalNumber('reconnectStatus') ?? 200,
    newUrl: reader.optionalText('newUrl') ?? '',
    gapMs: reader.optionalNumber('gapMs') ?? 0,
    reason: reader.optionalText('reason') ?? 'Unavailable',
    fired: 0,
  };
  if (fault.status < 200 || fault.status > 599) {
    reader.reject('status', 'must be from 200 to 599');
  }
  if (fault.when === 'during' && kind !== 'drop') {
    reader.reject('when', 'can be during for a drop only');
  }
  reader.finish();
  return fault;
}

export type LiveAgentFaults = Faults<Fault, FaultScope>;

function befalls(fault: Fault, scope: FaultScope): boolean {
  const isThisChat = fault.chat === undefined || fault.chat === scope.chat;
  const isThisMoment = scope.when === undefined || fault.when === scope.when;
  return covers(fault.call, scope.call) && isThisChat && isThisMoment;
}

/** No faults at first. */
export function createFaults(seed: number): LiveAgentFaults {
  return new Faults(seed, { read: readFault, befalls });
}
