import { randomBytes } from 'crypto';

/** 24 lower-case hexadecimal digits: 8 for the seconds, 4 for the milliseconds, and 12 at random. */
export function newProviderId(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000).toString(16);
  const milliseconds = Math.floor(nowMs % 1000).toString(16);
  return `${seconds.padStart(8, '0')}${milliseconds.padStart(4, '0')}${randomBytes(6).toString('hex')}`;
}
