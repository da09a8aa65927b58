/** Stand-in for `@std/cli/parse-args`: the runtime passes `--name value` pairs only. */
export function parseArgs(args: readonly string[]): Record<string, unknown> {
  const parsed: Record<string, unknown> = { _: [] };
  for (let at = 0; at + 1 < args.length; at += 2) {
    const name = String(args[at]).replace(/^--/, '');
    const value = args[at + 1];
    parsed[name] = /^\d+$/.test(String(value)) ? Number(value) : value;
  }
  return parsed;
}
