import type { Session, SessionEvent } from './session';

/** What somebody who looks at a session can take in; a record is read and written whole. */
const MOST_EVENTS = 8;

/** The next session with what is new in it since the one before, for operators to read; the newest event last. */
export function withHistory(before: Session, after: Session): Session {
  const event = newEvent(before, after);
  if (!event) return after;
  return { ...after, history: [...(before.history ?? []), event].slice(-MOST_EVENTS) };
}

function newEvent(before: Session, after: Session): SessionEvent | undefined {
  const { state, stateSinceMs, agentName, endCause, queue } = after;
  if (state !== before.state || agentName !== before.agentName) {
    return {
      atMs: stateSinceMs,
      state,
      ...(state === 'active' && agentName !== undefined && { agentName }),
      ...(endCause && { endCause }),
    };
  }
  if (queue?.position === undefined || queue.position === before.queue?.position) return undefined;
  return { atMs: queue.toldAtMs, state, position: queue.position };
}
