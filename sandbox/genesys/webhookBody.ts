import { createHmac } from 'crypto';
import type { Switches } from './switches';

const escapeUnicode = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The bytes of a webhook, in the way of writing JSON that is asked for. */
export function serialise(payload: unknown, style: Switches['webhookBody']): Buffer {
  const compact = JSON.stringify(payload);
  const styles: Record<typeof style, () => string> = {
    compact: () => compact,
    'escaped-unicode': () => escapeUnicode(compact),
    'escaped-slashes': () => compact.replaceAll('/', '\\/'),
    spaced: () => JSON.stringify(payload, undefined, 2),
  };
  return Buffer.from(styles[style]());
}

/** Open Messaging, validate a notification: `X-Hub-Signature-256`, base64 over the very bytes. */
export function sign(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
}
