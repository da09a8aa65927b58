declare const Deno: {
  readonly args: readonly string[];
  readTextFileSync(path: string): string;
  addSignalListener(signal: 'SIGHUP', listener: () => void): void;
};

const runtime = globalThis as { Date: DateConstructor };
const Machine = Date;
const file = Deno.args[Deno.args.indexOf('--clock') + 1] ?? '';
let offsetMs = 0;

// All processes of a sandbox run on one machine, whose clock nobody may set for a test. Its hands are moved here instead;
// timers run on, as they do on a machine whose clock is set.
function setClock(): void {
  try {
    offsetMs = Number(Deno.readTextFileSync(file));
  } catch {
    // It is right as it is.
    return;
  }
  runtime.Date = moved();
}

function moved(): DateConstructor {
  const nowMs = (): number => Machine.now() + offsetMs;
  return new Proxy(Machine, {
    construct: (_target, given: unknown[]) => Reflect.construct(Machine, given.length === 0 ? [nowMs()] : given),
    get: (target, name) => (name === 'now' ? nowMs : Reflect.get(target, name)),
  });
}

Deno.addSignalListener('SIGHUP', setClock);
setClock();

// Without an export the runtime takes this file for CommonJS.
export {};
