import type { TransferAnswer, TransferRefusal } from '../rooms';

/**
 * The host's error codes of a transfer and what each means. All that is left of a host error is its message, in which
 * the code stands alone or in brackets behind a sentence.
 */
const REFUSALS: ReadonlyArray<readonly [code: string, refusal: TransferRefusal]> = [
  ['error-room-onHold', 'on-hold'],
  ['error-forwarding-chat-same-department', 'already-there'],
  ['error-no-agents-online-in-department', 'nobody-available'],
  ['error-invalid-department', 'department-gone'],
  ['error-transferring-inquiry', 'closed'],
  ['error-forwarding-department-target-not-allowed', 'not-allowed'],
  ['Invalid visitor, cannot transfer', 'visitor-gone'],
];

const HOST_ERROR_CODE = /\berror-[A-Za-z-]{1,80}/;

/** Turns what a transfer threw into its meaning. An error with a code of the host is a refusal; any other a failure. */
export function readRefusal(error: unknown): TransferAnswer {
  const message = error instanceof Error ? error.message : String(error);
  const reason = HOST_ERROR_CODE.exec(message)?.[0];
  const known = REFUSALS.find(([code]) => message.includes(code));
  if (known) return { kind: 'refused', refusal: known[1], ...(reason && { reason }) };
  if (reason) return { kind: 'refused', refusal: 'not-allowed', reason };
  return { kind: 'failed', cause: error };
}

const CLOSED_ALREADY = ['error-room-closed', 'Error closing room', 'Error removing inquiry'];

/** True when closing a room failed because somebody else has closed it. */
export function isClosedAlready(error: unknown): boolean {
  return error instanceof Error && CLOSED_ALREADY.some((text) => error.message.includes(text));
}
