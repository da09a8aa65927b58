import { createHash, createHmac, timingSafeEqual } from 'crypto';
import type { WebhookRequest } from '../../lib/provider';
import type { GenesysSettings } from './settings';

/** What the admin has the integration send, by its `webhookHeaders`. */
const TOKEN_HEADER = 'x-handover-token';
/** Open Messaging, validate a notification: base64 of the HMAC with SHA-256 over the body. */
const SIGNATURE_HEADER = 'x-hub-signature-256';

type Secrets = Pick<GenesysSettings, 'webhookSecret' | 'webhookToken'>;

/**
 * True for a request that knows one of the secrets. The host gives out no bytes of a body, so it is signed again in the
 * ways in which JSON is usually written; the header is for senders that write it in yet another one.
 */
export function isAuthentic({ headers, content }: WebhookRequest, { webhookSecret, webhookToken }: Secrets): boolean {
  const token = headers[TOKEN_HEADER];
  const isKnown = webhookToken !== undefined && token !== undefined && areSame(token, webhookToken);
  const signature = headers[SIGNATURE_HEADER];
  return isKnown || (signature !== undefined && isSigned(signature, content, webhookSecret));
}

function isSigned(signature: string, content: unknown, secret: string): boolean {
  const json = JSON.stringify(content) ?? '';
  return [json, escapedUnicode(json), json.replace(/\//g, '\\/')].some((body) => {
    const expected = createHmac('sha256', secret).update(body).digest('base64');
    return areSame(signature.trim(), `sha256=${expected}`);
  });
}

function escapedUnicode(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${`000${unit.charCodeAt(0).toString(16)}`.slice(-4)}`);
}

/** Takes the same time however much of it is right. */
function areSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
