export const isSuccess = ({ status }: { readonly status: number }): boolean => status >= 200 && status < 300;

/**
 * How long an answer asks to be left alone, in seconds or until a date; HTTP Semantics, Retry-After. Undefined where it
 * does not.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  const durationMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(durationMs) ? Math.max(0, durationMs) : undefined;
}
