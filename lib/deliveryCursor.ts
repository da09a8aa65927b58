import type { RoomMessage, RoomMessages } from './roomMessages';

/** How long after its own time a message may be stored: the host takes a while, and the clocks of its servers differ. */
const LATE_MS = 5_000;

/** What is read of a room to know its place: more than is said in it while a message may be late. */
export const FEW_MESSAGES = 20;

/**
 * A place in the room's messages: everything before a time is settled, and of what came since these messages. It stays
 * behind the newest message by as long as others may be late.
 */
export interface DeliveryCursor {
  readonly atMs: number;
  readonly ids: readonly string[];
}

/** The place behind these messages, the newest {@link FEW_MESSAGES} of a room, oldest first. */
export function behind(messages: readonly RoomMessage[], nowMs: number): DeliveryCursor {
  const [oldest] = messages;
  const newest = messages[messages.length - 1];
  const lateMs = (newest?.atMs ?? nowMs) - LATE_MS;
  // Before the oldest that was read there may be more, of which nobody knows the ids.
  const atMs = oldest && messages.length >= FEW_MESSAGES ? Math.max(lateMs, oldest.atMs + 1) : lateMs;
  return { atMs, ids: messages.filter((message) => message.atMs >= atMs).map(({ id }) => id) };
}

/** The place behind all that was said in a room so far. */
export async function placeSoFar(
  messages: Pick<RoomMessages, 'newest'>,
  roomId: string,
  nowMs: number,
): Promise<DeliveryCursor> {
  return behind(await messages.newest(roomId, FEW_MESSAGES), nowMs);
}

/** Whether a message comes after the place. */
export function isAfter({ atMs, ids }: DeliveryCursor, message: RoomMessage): boolean {
  return message.atMs >= atMs && !ids.includes(message.id);
}

/**
 * The place with one message more that is settled.
 *
 * @param times of the messages that were read last, by id
 */
export function advance(
  { atMs, ids }: DeliveryCursor,
  message: RoomMessage,
  times: ReadonlyMap<string, number>,
): DeliveryCursor {
  const fromMs = Math.max(atMs, message.atMs - LATE_MS);
  const recent = ids.filter((id) => (times.get(id) ?? 0) >= fromMs);
  return { atMs: fromMs, ids: [...recent, message.id] };
}
