import { Refusal } from '../contactCentre/Answer';

const codes: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  417: 'EXPECTATION_FAILED',
};

/** The envelope in which errors come; the protocol documents their statuses, but not their bodies. */
function refuse(status: number, message: string): Refusal {
  return new Refusal({ status, body: { message, code: codes[status] ?? 'ERROR' } });
}

const always =
  (status: number, message: string): (() => Refusal) =>
  () =>
    refuse(status, message);

/** Enhanced Chat API: a request that does not fit its schema. */
export const badRequest = (message: string): Refusal => refuse(400, message);
/** Enhanced Chat API, Conversation: the id is the client's, and is a version 4 UUID in lower case. */
export const badConversationId = always(
  400,
  'Specify the conversationId in UUID format. The UUID must be in lowercase.',
);
/** Enhanced Chat API, access token: other deployments than Custom Clients belong to version 1. */
export const notCustomClient = always(400, "Set the esDeveloperName to a deploymentType that's set to api");
/** Enhanced Chat API, errors: the token is missing, unknown or revoked. */
export const unauthorized = (message: string): Refusal => refuse(401, message);
/** Enhanced Chat API, errors: the token is too old. */
export const expired = always(401, 'Jwt is expired');
/** Enhanced Chat API, errors: the token's subject is no participant, or may not do that. */
export const forbidden = (message: string): Refusal => refuse(403, message);
export const notFound = (message = 'Not Found'): Refusal => refuse(404, message);
export const methodNotAllowed = always(405, 'Method Not Allowed');
export const conflict = (message: string): Refusal => refuse(409, message);
/** Enhanced Chat API, file. */
export const tooLarge = (message: string): Refusal => refuse(413, message);
/** Enhanced Chat API, file. */
export const unsupportedType = (message: string): Refusal => refuse(415, message);
/** Enhanced Chat API, message: pre-chat comes first, then the message again with `isNewMessagingSession`. */
export const noSession = always(417, 'The message failed because no messaging session exists');
