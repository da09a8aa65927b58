import fc from 'fast-check';

/** What people do in the room, or to it. `at` picks an instance. */
export type RoomStep =
  | { readonly kind: 'visitor writes' }
  | { readonly kind: 'visitor wants to leave' }
  | { readonly kind: 'visitor closes the room' }
  | { readonly kind: 'room is taken' }
  | { readonly kind: 'room is handed over'; readonly isKept: boolean }
  | { readonly kind: 'end is asked for'; readonly at: number };

/** What happens at the contact centre, in the newest conversation. */
export type CentreStep =
  | { readonly kind: 'queue moves'; readonly position: number }
  | { readonly kind: 'agent joins'; readonly name: string }
  | { readonly kind: 'agent speaks' }
  | { readonly kind: 'agent leaves' }
  | { readonly kind: 'agent ends' };

/** What goes wrong, and time. */
type Circumstance =
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'centre is out of reach'; readonly ms: number }
  | { readonly kind: 'host is in trouble'; readonly ms: number }
  | { readonly kind: 'instance dies'; readonly at: number }
  | { readonly kind: 'instance stands still'; readonly at: number; readonly ms: number }
  | { readonly kind: 'instance starts' };

export type Step = RoomStep | CentreStep | Circumstance;

const at = fc.nat(2);
const of = <Kind extends Step['kind']>(kind: Kind) => ({ kind: fc.constant(kind) });

const passing: fc.Arbitrary<Step> = fc.record({
  ...of('pass'),
  ms: fc.oneof(fc.nat(50), fc.nat(1_000), fc.integer({ min: 1_000, max: 12_000 }), fc.constant(31_000)),
});
const talking: fc.Arbitrary<Step> = fc.oneof(
  fc.record(of('visitor writes')),
  fc.record(of('agent speaks')),
  fc.record({ ...of('agent joins'), name: fc.constantFrom('Ana', 'Ben') }),
  fc.record({ ...of('queue moves'), position: fc.nat(3) }),
);
const rarely: fc.Arbitrary<Step> = fc.oneof(
  fc.record(of('agent leaves')),
  fc.record(of('agent ends')),
  fc.record(of('visitor wants to leave')),
  fc.record(of('visitor closes the room')),
  fc.record(of('room is taken')),
  fc.record({ ...of('end is asked for'), at }),
);
const handingOver: fc.Arbitrary<Step> = fc.record({ ...of('room is handed over'), isKept: fc.boolean() });
const dying: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ ...of('instance dies'), at }),
  fc.record({ ...of('instance stands still'), at, ms: fc.integer({ min: 100, max: 20_000 }) }),
  fc.record(of('instance starts')),
);
const trouble: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ ...of('centre is out of reach'), ms: fc.integer({ min: 100, max: 40_000 }) }),
  fc.record({ ...of('host is in trouble'), ms: fc.integer({ min: 100, max: 15_000 }) }),
);

/** What a property is tried with: mostly talk and time, now and then an accident. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: passing },
    { weight: 12, arbitrary: talking },
    { weight: 2, arbitrary: rarely },
    { weight: 3, arbitrary: handingOver },
    { weight: 3, arbitrary: dying },
    { weight: 1, arbitrary: trouble },
  ),
  { minLength: 10, maxLength: 60, size: 'max' },
);
