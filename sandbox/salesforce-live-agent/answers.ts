import type { Answer } from '../contactCentre/Answer';

const text =
  (status: number, body: string): (() => Answer) =>
  () => ({ status, body });

/** Live Agent REST API, Status Codes and Error Responses: a session key that is missing, unknown or no longer valid. */
export const sessionInvalid = text(403, 'Session required but was invalid or not found');
/** Live Agent REST API, ReconnectSession: the affinity token does not belong to the server that has the session. */
export const affinityInvalid = text(503, 'Invalid Affinity Token');
/** Live Agent REST API, Status Codes and Error Responses: no such resource. */
export const notFound = text(404, 'Not Found');
/** Live Agent REST API, Status Codes and Error Responses: the resource does not take this method. */
export const methodNotAllowed = text(405, 'Method Not Allowed');
/** Live Agent REST API, Status Codes and Error Responses: a second long poll of one session. */
export const duplicatePoll = text(409, 'Duplicate long poll');
/** Live Agent REST API, Messages: nothing happened while the poll was held. */
export const noContent = (): Answer => ({ status: 204 });
/** Live Agent REST API, Getting Started: a request before ChatEstablished meets a null pointer on the server. */
export const tooEarly = text(500, 'java.lang.NullPointerException');
/** Live Agent REST API, Status Codes and Error Responses: a request that could not be understood. */
export const badRequest = (why: string): Answer => ({ status: 400, body: why });

/** Live Agent REST API, X-LIVEAGENT-SEQUENCE: the first number echoes the client's, the second is the last accepted. */
export function outOfSync(sent: number, accepted: number): Answer {
  return { status: 409, body: `Out of sync Ack. Expected ${sent}. Actual ${accepted}` };
}
