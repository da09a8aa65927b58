import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { createHash, timingSafeEqual } from 'crypto';
import { HandoverError } from '../lib/errors';

/** The secret a caller sent: in the named header, or as `Authorization: Bearer`. */
export function presentedSecret(request: IApiRequest, header: string): string | undefined {
  const { headers } = request;
  return headers[header] || /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1];
}

/**
 * Compares without telling by its duration how much was right.
 *
 * @throws HandoverError `unauthorized`, with the sentence given, when they differ or nothing was presented.
 */
export function requireSecret(expected: string, presented: unknown, sentence: string): void {
  if (typeof presented === 'string' && timingSafeEqual(digest(presented.trim()), digest(expected))) return;
  throw new HandoverError('unauthorized', sentence);
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
