import { covers, type FaultCount, type FaultMoment, Faults } from '../contactCentre/Faults';
import { amount, bodyReader, closed, oneOf, text } from './schema';

/** Everything that can be made to go wrong; the last seven befall webhooks, the others calls. */
const faultKinds = [
  'status',
  'drop',
  'delay',
  'expire-token',
  'rate-limit',
  'lose-webhook',
  'repeat-webhook',
  'delay-webhook',
  'swap-webhooks',
  'wrong-signature',
  'no-signature',
  'no-webhook-headers',
] as const;

type FaultKind = (typeof faultKinds)[number];

/** What a client of the control API asks for. */
export interface FaultRequest extends FaultCount {
  readonly kind: FaultKind;
  /** The call it befalls, such as `inbound/message`, or `inbound/*`, or `*`, which is the default. */
  readonly call?: string;
  /** The id of the only conversation whose webhooks it befalls. */
  readonly conversation?: string;
  /** Before the platform did the work, which is the default, after it, or, for `drop`, in the middle of the answer. */
  readonly when?: FaultMoment;
  /** From 200 to 599, for `status`. */
  readonly status?: number;
  /** The body that comes with the status, instead of a platform error. */
  readonly body?: string;
  readonly delayMs?: number;
  /** Whole seconds, for `rate-limit`. */
  readonly retryAfterSeconds?: number;
}

/** A fault with its defaults filled in and its count. */
export interface Fault extends FaultRequest {
  readonly id: string;
  readonly call: string;
  readonly when: FaultMoment;
  readonly status: number;
  readonly delayMs: number;
  readonly retryAfterSeconds: number;
  /** How often it has happened. */
  fired: number;
}

/** Where a fault might happen now. */
interface FaultScope {
  readonly call?: string;
  readonly conversation?: string;
  readonly when?: FaultMoment;
}

const needs = (kind: FaultKind, field: string) => ({
  if: { properties: { kind: { const: kind } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema
  then: { required: [field] },
});

const readRequest = bodyReader<FaultRequest>({
  ...closed(
    { kind: oneOf(faultKinds) },
    {
      call: text,
      conversation: text,
      times: amount,
      skip: amount,
      probability: { ...amount, maximum: 1 },
      seed: amount,
      when: oneOf(['before', 'during', 'after']),
      status: { type: 'integer', minimum: 200, maximum: 599 },
      body: text,
      delayMs: amount,
      retryAfterSeconds: { type: 'integer', minimum: 0 },
    },
  ),
  allOf: [needs('status', 'status'), needs('delay', 'delayMs'), needs('delay-webhook', 'delayMs')],
});

export type GenesysFaults = Faults<Fault, FaultScope>;

function read(body: unknown, id: string): Fault {
  const defaults = { call: '*', when: 'before', status: 200, delayMs: 0, retryAfterSeconds: 30 } as const;
  return { ...defaults, ...readRequest(body), id, fired: 0 };
}

function befalls(fault: Fault, scope: FaultScope): boolean {
  const isThisConversation = fault.conversation === undefined || fault.conversation === scope.conversation;
  const isThisMoment = scope.when === undefined || fault.when === scope.when;
  return isThisConversation && isThisMoment && covers(fault.call, scope.call);
}

/** No faults at first. */
export function createFaults(seed: number): GenesysFaults {
  return new Faults(seed, { read, befalls });
}
