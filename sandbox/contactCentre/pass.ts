import type { ServerResponse } from 'http';
import type { Clock } from '../clock';
import { type Answer, writeAnswer } from './Answer';
import type { FaultMoment } from './Faults';

/** One call on its way through the faults that may befall it. */
interface Passage {
  readonly clock: Clock;
  strike(kind: 'drop' | 'delay', when: FaultMoment): { readonly delayMs: number } | undefined;
  /** What the call gets instead of its work being done. */
  refuse(): Answer | undefined;
  /** Undefined when the work has answered by itself, as one that opens a stream does. */
  work(): Promise<Answer | undefined>;
  /** What the call gets although its work was done. */
  replace(): Answer | undefined;
}

/** Does a call's work and writes its answer, unless a fault says otherwise. */
export async function pass(passage: Passage, response: ServerResponse): Promise<void> {
  await delay(passage, 'before');
  if (passage.strike('drop', 'before')) {
    response.destroy();
    return;
  }
  const refused = passage.refuse();
  const answer = refused ?? (await passage.work());
  if (answer === undefined) {
    return;
  }
  const final = refused ?? passage.replace() ?? answer;
  await delay(passage, 'after');
  if (passage.strike('drop', 'after')) {
    response.destroy();
    return;
  }
  writeAnswer(response, final, passage.strike('drop', 'during') !== undefined);
}

async function delay({ clock, strike }: Passage, when: FaultMoment): Promise<void> {
  const fault = strike('delay', when);
  if (fault) {
    await new Promise<void>((resolve) => {
      clock.setTimeout(resolve, fault.delayMs);
    });
  }
}
