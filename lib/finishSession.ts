import type { Conversation } from './Conversation';
import { ProviderError } from './ProviderError';
import type { CloseReason } from './provider';
import type { Room } from './rooms';
import type { SessionParts } from './SessionParts';
import type { EndCause } from './session';
import type { TextKey } from './texts';

/** How long one process tries to end the conversation at the provider after everything else is done. */
const PATIENCE_MS = 30_000;

/** What the provider is told and what the visitor, by why a session ends. */
const ENDINGS: Record<EndCause, { close: CloseReason; text?: TextKey }> = {
  agent: { close: 'closed', text: 'ended-by-agent' },
  visitor: { close: 'visitor', text: 'ended-by-visitor' },
  unavailable: { close: 'closed', text: 'unavailable' },
  idle: { close: 'idle', text: 'idle-ended' },
  expired: { close: 'closed', text: 'technical-difficulty' },
  error: { close: 'error', text: 'technical-difficulty' },
  'queue-timeout': { close: 'queue-timeout', text: 'queue-timeout' },
  moved: { close: 'moved' },
  closed: { close: 'visitor' },
  'ended-by-visitor': { close: 'visitor', text: 'ended-by-visitor' },
  'ended-by-request': { close: 'closed', text: 'ended-by-agent' },
};

/** Who ends a session. */
interface Ender {
  /** Since when this process has tried; those that did not live to go on do not count. */
  readonly sinceMs: number;
  readonly tell: (text: TextKey) => Promise<void>;
}

/**
 * Ends a session on both sides: the conversation at the provider, the last text, the room's return, the bot's event, and
 * then the record. Each step may have been done before and is harmless again, so a cut anywhere is made good by another
 * run. False when something is left to do later; the record is then still there.
 */
export async function finishSession(
  conversation: Conversation,
  parts: SessionParts,
  { sinceMs, tell }: Ender,
): Promise<boolean> {
  const { session } = conversation;
  const cause = session.endCause ?? 'error';
  const { close, text } = ENDINGS[cause];
  const isClosed = await closeAtProvider(conversation, parts, { reason: close, sinceMs });
  const room = await parts.rooms.find(session.roomId);
  if (room && isStillHere(room, parts.rules.bridgeAgent)) {
    if (text) await tell(text);
    await markAnnouncement(conversation, 'due');
    if (!(await returnRoom(room, parts))) return false;
  }
  if (conversation.session.announcement === 'due') {
    await parts.announceEnd(session, cause);
    await markAnnouncement(conversation, 'done');
  }
  if (!isClosed) return false;
  // The record goes last: as long as it is there, a cut leaves somebody who does the rest.
  await Promise.all([parts.claims.removeAllOfRoom(session.roomId), parts.inbox.removeAllOfRoom(session.roomId)]);
  await parts.sessions.remove(session.roomId);
  return true;
}

async function markAnnouncement(conversation: Conversation, announcement: 'due' | 'done'): Promise<void> {
  if (conversation.session.announcement === announcement) return;
  conversation.change({ ...conversation.session, announcement });
  await conversation.save();
}

/** False while the provider may still be told later. */
async function closeAtProvider(
  conversation: Conversation,
  parts: SessionParts,
  { reason, sinceMs }: { reason: CloseReason; sinceMs: number },
): Promise<boolean> {
  if (conversation.get() === null) return true;
  try {
    await parts.provider.close(conversation, reason);
    return true;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { roomId } = conversation.session;
    parts.log.warn('The conversation could not be ended at the provider', { roomId, error: error.message });
    const isWorthAnotherTry = error.failure === 'unreachable' && parts.clock.nowMs() - sinceMs < PATIENCE_MS;
    return !isWorthAnotherTry;
  }
}

/** To the return department, or closed where there is none or it does not take the room; false when neither worked. */
async function returnRoom(room: Room, parts: SessionParts): Promise<boolean> {
  const { rooms, departments, rules, log } = parts;
  const target = rules.returnDepartment && (await departments.find(rules.returnDepartment));
  if (target) {
    const answer = await rooms.transfer(room, target.id);
    const after = await rooms.find(room.id);
    if (!isStillHere(after, rules.bridgeAgent)) return true;
    log.warn('The return department did not take the room, so it is closed', { roomId: room.id, answer: answer.kind });
  }
  const open = await rooms.find(room.id);
  if (open?.isOpen) await rooms.close(open, 'The conversation with the agent is over.');
  return !isStillHere(await rooms.find(room.id), rules.bridgeAgent);
}

function isStillHere(room: Room | undefined, bridgeAgent: string): boolean {
  return room?.isOpen === true && room.servedBy === bridgeAgent;
}
