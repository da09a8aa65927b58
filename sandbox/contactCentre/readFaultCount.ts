import type { BodyReader } from './BodyReader';
import type { FaultCount } from './Faults';

/** How often a fault is to happen, as a client of the control API asks for it. */
export function readFaultCount(reader: BodyReader): FaultCount {
  return {
    times: reader.optionalNumber('times'),
    skip: reader.optionalNumber('skip'),
    probability: reader.optionalNumber('probability'),
    seed: reader.optionalNumber('seed'),
  };
}
