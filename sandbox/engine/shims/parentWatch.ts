declare const Deno: { readonly ppid: number; exit(code: number): never; unrefTimer(id: unknown): void };

const POLL_MS = 500;
const hostPid = Deno.ppid;

// A host that was killed cannot stop its children, and the timers of an app keep a runtime alive for ever.
const timer = setInterval(() => {
  if (Deno.ppid !== hostPid) Deno.exit(0);
}, POLL_MS);
Deno.unrefTimer(timer);

// Without an export the runtime takes this file for CommonJS, where timers are other things.
export {};
