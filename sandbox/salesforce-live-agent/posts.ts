import { type Answer, Refusal } from '../contactCentre/Answer';
import { type BadBody, BodyReader } from '../contactCentre/BodyReader';
import { badRequest, outOfSync, tooEarly } from './answers';
import type { ChatSession } from './ChatSession';
import type { Call } from './call';
import type { Switches } from './switches';

/** The body of a POST: JSON under a JSON media type, or nothing at all. */
export function readJson(call: Call, switches: Switches): unknown {
  if (call.rawBody.trim() === '') {
    return undefined;
  }
  const mediaType = call.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (switches.requireJsonContentType && mediaType !== 'application/json') {
    throw new Refusal(badRequest('Content-Type must be application/json'));
  }
  try {
    return JSON.parse(call.rawBody);
  } catch {
    throw new Refusal(badRequest('The request body is not valid JSON'));
  }
}

/** Live Agent REST API, Status Codes and Error Responses: what a POST gets that was accepted. */
export function accepted({ postAnswer }: Switches): Answer {
  if (postAnswer === 'accepted') {
    return { status: 202 };
  }
  return postAnswer === 'empty' ? { status: 200 } : { status: 200, body: 'OK' };
}

/** Live Agent REST API, Status Codes and Error Responses: 400 names what is wrong with the body. */
export function badBody(error: BadBody, { badRequestBody }: Switches): Answer {
  const details = error.problems;
  return badRequestBody === 'text'
    ? badRequest(error.message)
    : { status: 400, body: { message: 'Bad Request', details } };
}

/** The number of the POST, undefined for the many clients that do not count. */
export function readSequence(call: Call): number | undefined {
  const header = call.headers['x-liveagent-sequence'];
  if (header === undefined) {
    return undefined;
  }
  if (!/^\d+$/.test(header)) {
    throw new Refusal(badRequest('X-LIVEAGENT-SEQUENCE must be a number'));
  }
  return Number(header);
}

/** Live Agent REST API, Request Headers: true when the POST was done before and must not be done again. */
export function isReplay(session: ChatSession, sequence: number | undefined, switches: Switches): boolean {
  if (sequence === undefined || sequence === session.lastSequence + 1) {
    return false;
  }
  const replayed = sequence === session.lastSequence && sequence > 0;
  if (replayed && switches.replayedSequence === 'accept') {
    return true;
  }
  throw new Refusal(outOfSync(sequence, session.lastSequence));
}

/** Reads a body that must be an object; nothing at all counts as an empty one. */
export function bodyReader(body: unknown): BodyReader {
  return new BodyReader(body === undefined ? {} : body);
}

/** Live Agent REST API, Getting Started: what a visitor does must wait for ChatEstablished. */
export function requireEstablished(session: ChatSession, noun: string, switches: Switches): void {
  const established = session.state === 'connected' || session.state === 'transferring';
  const leaving = noun === 'ChatEnd' && session.state === 'queued' && switches.chatEndWhileQueued === 'accept';
  if (!established && !leaving && switches.beforeEstablished === 'refuse') {
    throw new Refusal(tooEarly());
  }
}
