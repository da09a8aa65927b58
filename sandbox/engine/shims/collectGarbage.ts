declare const Deno: { addSignalListener(signal: 'SIGUSR2', listener: () => void): void };

type Collect = (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

const runtime = globalThis as { gc?: Collect };
const collect = runtime.gc;

// Whoever measures the memory of an app wants to know what it keeps, and not when V8 has last cleaned up.
if (collect !== undefined) {
  Deno.addSignalListener('SIGUSR2', () => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }));
  // Servers do not have it, so apps must not find it here.
  runtime.gc = undefined;
}

// Without an export the runtime takes this file for CommonJS.
export {};
