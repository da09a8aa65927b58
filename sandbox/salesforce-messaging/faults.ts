import { BodyReader } from '../contactCentre/BodyReader';
import { covers, type FaultCount, type FaultMoment, Faults } from '../contactCentre/Faults';
import { readFaultCount } from '../contactCentre/readFaultCount';

/** Everything that can be made to go wrong. */
const faultKinds = [
  'status',
  'drop',
  'delay',
  'hang',
  'expire-token',
  'silent-stream',
  'drop-stream',
  'lose-event',
  'duplicate-event',
  'delay-event',
  'unknown-event',
  'malformed-event',
  'shuffle-step',
  'routing-failure',
  'slow-agent',
] as const;

type FaultKind = (typeof faultKinds)[number];

/** Enhanced Chat API, RoutingResult, without the one that means success. */
const failureTypes = ['Unknown', 'SubmissionError', 'RoutingError', 'Cancelled'] as const;
export type FailureType = (typeof failureTypes)[number];

/** What a client of the control API asks for; see {@link readFault} for the defaults. */
export interface FaultRequest extends FaultCount {
  readonly kind: FaultKind;
  /** The call it befalls, such as `conversation/message`, or `conversation/*`, or `*`. */
  readonly call?: string;
  /** The id of the only conversation it befalls. */
  readonly conversation?: string;
  /** The name of the only event it befalls, such as `CONVERSATION_MESSAGE`. */
  readonly event?: string;
  /** Before the server did the work, after it, or in the middle of the answer or of the event's frame. */
  readonly when?: FaultMoment;
  readonly status?: number;
  readonly body?: string;
  /** Sends the answer with this Retry-After. */
  readonly retryAfterSeconds?: number;
  readonly delayMs?: number;
  /** What of an event is not JSON. */
  readonly part?: 'data' | 'payload';
  readonly failureType?: FailureType;
}

/** A fault with its defaults filled in and its count. */
export interface Fault extends FaultRequest {
  readonly id: string;
  readonly call: string;
  readonly when: FaultMoment;
  readonly status: number;
  readonly delayMs: number;
  readonly part: 'data' | 'payload';
  readonly failureType: FailureType;
  /** How often it has happened. */
  fired: number;
}

/** Where a fault might happen now. */
export interface FaultScope {
  readonly call?: string;
  readonly conversation?: string;
  readonly event?: string;
  readonly when?: FaultMoment;
}

const neededBy: Partial<Record<FaultKind, 'status' | 'delayMs'>> = {
  status: 'status',
  delay: 'delayMs',
  'delay-event': 'delayMs',
  'slow-agent': 'delayMs',
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
    conversation: reader.optionalText('conversation'),
    event: reader.optionalText('event'),
    ...readFaultCount(reader),
    when: reader.optionalOneOf('when', ['before', 'during', 'after'] as const) ?? 'before',
    status: reader.optionalNumber('status') ?? 200,
    body: reader.optionalText('body'),
    retryAfterSeconds: reader.optionalNumber('retryAfterSeconds'),
    delayMs: reader.optionalNumber('delayMs') ?? 0,
    part: reader.optionalOneOf('part', ['data', 'payload'] as const) ?? 'data',
    failureType: reader.optionalOneOf('failureType', failureTypes) ?? 'RoutingError',
    fired: 0,
  };
  checkFault(fault, reader);
  reader.finish();
  return fault;
}

function checkFault({ kind, status, when }: Fault, reader: BodyReader): void {
  if (status < 200 || status > 599) {
    reader.reject('status', 'must be from 200 to 599');
  }
  if (when === 'during' && kind !== 'drop' && kind !== 'drop-stream') {
    reader.reject('when', 'can be during for a drop only');
  }
}

function befalls(fault: Fault, scope: FaultScope): boolean {
  const isThis = (wanted: string | undefined, here: string | undefined) => wanted === undefined || wanted === here;
  const isThisMoment = scope.when === undefined || fault.when === scope.when;
  const isThisOne = isThis(fault.conversation, scope.conversation) && isThis(fault.event, scope.event);
  return covers(fault.call, scope.call) && isThisOne && isThisMoment;
}

export type MessagingFaults = Faults<Fault, FaultScope>;

/** No faults at first. */
export function createFaults(seed: number): MessagingFaults {
  return new Faults(seed, { read: readFault, befalls });
}
