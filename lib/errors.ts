/** HTTP status of each code that a caller can be answered with. */
const STATUS = {
  'invalid-request': 400,
  unauthorized: 401,
  'not-allowed': 403,
  'provider-read-only': 403,
  'room-not-found': 404,
  'session-not-found': 404,
  'department-not-found': 404,
  'provider-not-found': 404,
  'service-not-found': 404,
  'file-not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'department-disabled': 409,
  'handover-in-progress': 409,
  'nobody-available': 409,
  'providers-busy': 409,
  'provider-exists': 409,
  'provider-in-use': 409,
  'provider-incomplete': 409,
  'room-closed': 409,
  'room-on-hold': 409,
  'transfer-refused': 409,
  'unsupported-media-type': 415,
  'internal-error': 500,
  'transfer-unanswered': 500,
} as const;

export type ErrorCode = keyof typeof STATUS;

/** One thing that was wrong with a request: which field, and what was expected of it. */
export interface FieldProblem {
  field: string;
  problem: string;
}

/** What `HandoverError` can carry to the caller besides its sentence: wrong fields, or the host's own error code. */
export type ErrorDetail = FieldProblem | { reason: string };

/**
 * The only error thrown on purpose. `message` is the sentence shown to the caller, so it never holds a secret, a
 * stack or the text of an inner failure; the inner failure travels in `cause`, for the log alone.
 */
export class HandoverError extends Error {
  public override readonly name = 'HandoverError';
  public readonly details: readonly ErrorDetail[];
  public readonly cause: unknown;

  constructor(
    public readonly code: ErrorCode,
    message: string,
    context: { details?: readonly ErrorDetail[]; cause?: unknown } = {},
  ) {
    super(message);
    this.details = context.details ?? [];
    this.cause = context.cause;
  }

  public get status(): number {
    return STATUS[this.code];
  }
}
