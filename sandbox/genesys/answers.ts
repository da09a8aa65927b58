import type { Answer } from '../contactCentre/Answer';
import type { BadBody } from '../contactCentre/BodyReader';

/** Platform API, ErrorBody: the parts that differ from error to error. */
interface ErrorParts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly messageParams?: Readonly<Record<string, string>>;
  readonly details?: readonly { errorCode: string; fieldName: string }[];
  readonly limit?: { key: string; namespace: string; value: number };
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere below a route to answer the call with something else than success. */
export class ApiError extends Error {
  constructor(private readonly parts: ErrorParts) {
    super(parts.message);
  }

  /** Platform API, ErrorBody. */
  answer(contextId: string): Answer {
    const { headers, details = [], status, code, message, messageParams = {}, limit } = this.parts;
    const body = { message, code, status, messageParams, contextId, details, errors: [], ...(limit && { limit }) };
    return { status, body, headers };
  }
}

export const badRequest = (message: string): ApiError => new ApiError({ status: 400, code: 'bad.request', message });

/** Every field that is wrong, by name. */
export const badBody = ({ message, problems }: BadBody): ApiError =>
  new ApiError({
    status: 400,
    code: 'bad.request',
    message,
    details: problems.map(({ property }) => ({ errorCode: 'invalid.value', fieldName: property })),
  });

export const authenticationRequired = (): ApiError =>
  new ApiError({
    status: 401,
    code: 'authentication.required',
    message: 'No authentication bearer token specified in authorization header.',
  });

export const badCredentials = (): ApiError =>
  new ApiError({ status: 401, code: 'bad.credentials', message: 'Invalid login credentials.' });

export const credentialsExpired = (): ApiError =>
  new ApiError({
    status: 401,
    code: 'credentials.expired',
    message: 'The supplied credentials are expired and cannot be used.',
  });

export function missingPermissions(permissions: readonly string[]): ApiError {
  const list = `[${permissions.join(', ')}]`;
  return new ApiError({
    status: 403,
    code: 'missing.any.permissions',
    message: `Unable to perform the requested action. You must have at least one of the following permissions assigned: ${list}`,
    messageParams: { permissions: list },
  });
}

export const notFound = (message = 'The requested resource was not found.'): ApiError =>
  new ApiError({ status: 404, code: 'not.found', message });

export const methodNotAllowed = (allowed: readonly string[]): ApiError =>
  new ApiError({
    status: 405,
    code: 'method.not.allowed',
    message: 'HTTP 405 Method Not Allowed',
    headers: { Allow: allowed.join(', ') },
  });

export const unsupportedMediaType = (): ApiError =>
  new ApiError({
    status: 415,
    code: 'unsupported.media.type',
    message: 'Unsupported Media Type - Unsupported or incorrect media type in the Content-Type header.',
  });

/** Platform API, Rate limits: 429 with the whole seconds to wait in Retry-After. */
export const tooManyRequests = (value: number, retryAfterSeconds: number): ApiError =>
  new ApiError({
    status: 429,
    code: 'too.many.requests.retry.after',
    message: `Rate limit exceeded the maximum. Retry the request in [${retryAfterSeconds}] seconds`,
    messageParams: { retryAfter: String(retryAfterSeconds) },
    limit: { key: 'client.credentials.token.rate.per.minute', namespace: 'platform.api', value },
    headers: { 'Retry-After': String(retryAfterSeconds) },
  });
