import { createHash } from 'crypto';

/** True for a Salesforce id as it is shown anywhere: 15 characters, or those and 3 more that only check its case. */
export function isSalesforceId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(value);
}

/** The 15 characters that the event stream knows an org by; Enhanced Chat API, Server-Sent Events: `X-Org-Id`. */
export function shortId(id: string): string {
  return id.slice(0, 15);
}

/**
 * A UUID that is always the same for the same names and never for others, in the only shape that Salesforce takes: lower
 * case, version 4; Enhanced Chat API, Create Conversation: `conversationId`.
 */
export function uuidOf(...names: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(names)).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x40;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
