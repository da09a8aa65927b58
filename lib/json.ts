/** What survives a round trip through JSON and the persistence store. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** True for an object literal; false for null, arrays and primitives. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
