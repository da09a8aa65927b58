import { randomBytes } from 'node:crypto';

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';
const DOCUMENT_ID_LENGTH = 17;

/** A random `_id` of an ordinary document: 17 letters and digits. */
export function randomId(): string {
  return Array.from(randomBytes(DOCUMENT_ID_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** A random `_id` of a persisted record or a job: 24 hexadecimal digits. */
export function randomHexId(): string {
  return randomBytes(12).toString('hex');
}
