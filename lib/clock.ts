/** Where the core gets its time from; injected, so that no test waits. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Resolves after `durationMs`. */
  wait(durationMs: number): Promise<void>;
}

/** The clock of the process the app runs in. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  wait: (durationMs) =>
    new Promise((resolve) => {
      setTimeout(resolve, durationMs);
    }),
};

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
