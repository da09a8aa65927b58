import { SeededRandom } from './SeededRandom';

/** When a fault happens: before the server did the work, after it, or in the middle of the answer. */
export type FaultMoment = 'before' | 'during' | 'after';

/** How often a fault happens. */
export interface FaultCount {
  /** How often it happens before it is used up; for ever when left out. */
  readonly times?: number;
  /** How many calls that it would befall go well first. */
  readonly skip?: number;
  readonly probability?: number;
  readonly seed?: number;
}

/** What every fault of a simulated contact centre has, whatever it does. */
interface CountedFault extends FaultCount {
  readonly id: string;
  readonly kind: string;
  /** How often it has happened. */
  fired: number;
}

interface Rules<Fault, Scope> {
  /** Reads a fault from outside and fills in its defaults; throws `BadBody`. */
  read(body: unknown, id: string): Fault;
  /** True where the fault can happen at all. */
  befalls(fault: Fault, scope: Scope): boolean;
}

interface Entry<Fault> {
  readonly fault: Fault;
  readonly random: SeededRandom;
  seen: number;
}

/** True when `call` is what the pattern names: itself, everything below `prefix/*`, or anything. */
export function covers(pattern: string, call: string | undefined): boolean {
  if (pattern === '*' || call === undefined) {
    return true;
  }
  return pattern.endsWith('*') ? call.startsWith(pattern.slice(0, -1)) : call === pattern;
}

/** The faults that are switched on. */
export class Faults<Fault extends CountedFault, Scope> {
  private readonly faults = new Map<string, Entry<Fault>>();
  private created = 0;

  constructor(
    private readonly seed: number,
    private readonly rules: Rules<Fault, Scope>,
  ) {}

  add(body: unknown): Fault {
    const number = this.created + 1;
    const fault = this.rules.read(body, `fault-${number}`);
    this.created = number;
    const random = new SeededRandom(fault.seed ?? this.seed + number);
    this.faults.set(fault.id, { fault, random, seen: 0 });
    return fault;
  }

  list(): Fault[] {
    return [...this.faults.values()].map(({ fault }) => fault);
  }

  clear(id?: string): boolean {
    if (id !== undefined) {
      return this.faults.delete(id);
    }
    this.faults.clear();
    return true;
  }

  /** The fault of this kind that happens here and now, counted; undefined when all goes well. */
  strike(kind: Fault['kind'], scope: Scope): Fault | undefined {
    for (const entry of this.faults.values()) {
      const { fault } = entry;
      if (fault.kind === kind && this.rules.befalls(fault, scope) && isDue(entry)) {
        fault.fired++;
        return fault;
      }
    }
    return undefined;
  }
}

function isDue(entry: Entry<CountedFault>): boolean {
  const { fault, random } = entry;
  if (fault.times !== undefined && fault.fired >= fault.times) {
    return false;
  }
  entry.seen++;
  if (entry.seen <= (fault.skip ?? 0)) {
    return false;
  }
  return fault.probability === undefined || random.fraction() < fault.probability;
}
