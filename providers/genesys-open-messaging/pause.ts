import type { Clock } from '../../lib/clock';

/** Waits, but not any longer once the signal aborts. */
export function pause(clock: Clock, durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      signal.removeEventListener('abort', go);
      resolve();
    };
    signal.addEventListener('abort', go);
    clock.wait(durationMs).then(go, go);
    if (signal.aborted) go();
  });
}
