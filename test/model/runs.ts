/**
 * How a property is tried: among the tests with the same few stories each time, by hand with as many new ones as
 * MODEL_RUNS says.
 */
export function runs(usual: number): { readonly numRuns: number; readonly seed?: number } {
  const { MODEL_RUNS } = process.env;
  return MODEL_RUNS === undefined ? { numRuns: usual, seed: 1 } : { numRuns: Number(MODEL_RUNS) };
}
