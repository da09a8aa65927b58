import { readFileSync, writeSync } from 'node:fs';

const STDERR = 2;

function sink(stream: NodeJS.WriteStream): { write(bytes: Uint8Array): Promise<number> } {
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(error) : resolve(bytes.length)));
      }),
  };
}

/** What the engine's runtime asks of Deno, as Node does it. Bound into the runtime's own files; apps do not see it. */
export const Deno = {
  args: process.argv.slice(2),
  pid: process.pid,
  get ppid(): number {
    return process.ppid;
  },
  stdin: { readable: process.stdin },
  stdout: sink(process.stdout),
  stderr: { ...sink(process.stderr), writeSync: (bytes: Uint8Array) => writeSync(STDERR, bytes) },
  exit: (code: number): never => process.exit(code),
  unrefTimer: (timer: NodeJS.Timeout): void => {
    timer.unref();
  },
  readTextFileSync: (path: string) => readFileSync(path, 'utf8'),
  addSignalListener: (signal: NodeJS.Signals, listener: () => void): void => {
    process.on(signal, listener);
  },
  /** An uploaded file, which the runtime reads from beginning to end. */
  open: async (path: string) => ({
    readable: new Response(new Uint8Array(readFileSync(path))).body,
    [Symbol.for('Symbol.dispose')]: () => undefined,
  }),
};
