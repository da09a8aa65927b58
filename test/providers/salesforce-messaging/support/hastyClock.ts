import { type Clock, systemClock } from '../../../../lib/clock';

/** How much faster than the machine's the provider's time passes: its limits are reached, and keep their proportions. */
const HASTE = 50;

export function hastyClock(): Clock {
  const startMs = Date.now();
  return {
    nowMs: () => startMs + (Date.now() - startMs) * HASTE,
    wait: (durationMs) => systemClock.wait(durationMs / HASTE),
  };
}
