import type { Clock } from '../clock';

/** With fewer sessions, a full collection is over before anybody notices it. */
const MANY_SESSIONS = 200;
/** 64 kB each: what is larger than 128 kB is taken for old from the beginning. */
const SLOTS = 8_000;
const PIECES_PER_MESSAGE = 24;
/** An event of the host occasions so many messages between it and the app. */
const MESSAGES_OF_AN_EVENT = 4;
/** By then nine in ten of the words that a message brings have gone on. */
const LATER_MS = 50;
/** Garbage of so many messages is 15 MB. */
const MOST_MESSAGES = 10;

const leftBehind: { piece?: unknown[] } = {};
/** What has come since garbage was made. */
const since = { messages: 0 };

/**
 * Leaves 1.5 MB of garbage behind for each message of the host where many sessions run, a moment later, for all that have
 * come by then together; to be called for every event, and for every other call to the host that comes often. V8 frees
 * what is young when there is much of it, which takes it 3 ms. The runtime sets 64 kB aside for each message of the host,
 * which V8 counts without taking it for a reason to do that: it marks the whole heap instead, for 90 ms with 1,000
 * sessions, as soon as there are 8 MB of them and of what has grown old. When the other kind comes first, it frees those
 * 64 kB on the way; and a marking that comes all the same does not hold up the words that have occasioned it. Two young
 * collections in a row are one too many: the 64 kB for the message that is waited for have grown old by them.
 */
export async function hastenYoungCollection(
  sessions: number,
  clock: Clock,
  messages = MESSAGES_OF_AN_EVENT,
): Promise<void> {
  if (sessions < MANY_SESSIONS) return;
  const isAwaited = since.messages > 0;
  since.messages += messages;
  if (isAwaited) return;
  await clock.wait(LATER_MS);
  const pieces = Math.min(since.messages, MOST_MESSAGES) * PIECES_PER_MESSAGE;
  since.messages = 0;
  // Kept for a moment, or the compiler finds out that nobody wants it.
  for (let count = 0; count < pieces; count++) leftBehind.piece = new Array(SLOTS);
  delete leftBehind.piece;
}
