import type { IncomingContent, ProviderEvent } from './provider';
import type { EndCause, QueuePlace, Session } from './session';
import type { TextKey, TextValues } from './texts';

/** A queue that moves fast is told of no more often than this. */
const QUEUE_NEWS_MS = 5_000;

/** What follows from something that happened, in the order it must be done. */
export type Effect =
  | { readonly type: 'tell'; readonly text: TextKey; readonly values?: TextValues; readonly eventId: string }
  | { readonly type: 'post'; readonly content: IncomingContent; readonly eventId: string }
  | { readonly type: 'typing'; readonly isTyping: boolean; readonly lastsMs?: number }
  /** The agent can be spoken to: what the visitor has typed meanwhile is due. */
  | { readonly type: 'deliver' }
  | { readonly type: 'warn-idle'; readonly isWarned: boolean }
  | { readonly type: 'end' };

export interface Transition {
  readonly session: Session;
  readonly effects: readonly Effect[];
}

/** How long a session may stay in a state, in milliseconds. */
export interface SessionLimits {
  /** Opening the conversation. */
  readonly startMs: number;
  /** Nobody having joined, or rejoined. */
  readonly queueMs: number;
}

/** What a report of the provider makes of a session. */
export function onEvent(session: Session, event: ProviderEvent, nowMs: number): Transition {
  if (session.state === 'ending') return unchanged(session);
  switch (event.type) {
    case 'queued':
      return onQueued(session, event, nowMs);
    case 'agent-joined':
      return onAgentJoined(session, event, nowMs);
    case 'agent-left':
      return enter(session, 'transferring', nowMs, [{ type: 'tell', text: 'agent-left', eventId: event.id }]);
    case 'transferring':
      return enter(session, 'transferring', nowMs, [{ type: 'tell', text: 'transferring', eventId: event.id }]);
    case 'message':
      return onMessage(session, event, nowMs);
    case 'typing':
      return { session, effects: [{ type: 'typing', isTyping: event.isTyping, lastsMs: event.lastsMs }] };
    case 'file-transfer':
      return onFileTransfer(session, event);
    case 'ended':
      return end(session, event.reason, nowMs);
    default:
      return event satisfies never;
  }
}

/** Starts the end of a session; a session that is ending already keeps its first cause. */
export function end(session: Session, endCause: EndCause, nowMs: number): Transition {
  if (session.state === 'ending') return unchanged(session);
  return { session: { ...session, state: 'ending', stateSinceMs: nowMs, endCause }, effects: [{ type: 'end' }] };
}

/** The conversation was opened: the visitor waits for an agent. */
export function onOpened(session: Session, nowMs: number): Session {
  return { ...session, state: 'queued', stateSinceMs: nowMs };
}

/** The visitor spoke: the silence is over. */
export function onVisitorSpoke(session: Session): Transition {
  const { idle, state } = session;
  if (!idle || state === 'ending') return unchanged(session);
  const effects: Effect[] = idle.isWarned ? [{ type: 'warn-idle', isWarned: false }] : [];
  return { session: { ...session, idle: { limits: idle.limits, isWarned: false } }, effects };
}

/** What is due at this time. Every state has a deadline, so that no room can be stuck in one. */
export function onTime(session: Session, limits: SessionLimits, nowMs: number): Transition {
  const ageMs = nowMs - session.stateSinceMs;
  switch (session.state) {
    case 'starting':
      return ageMs < limits.startMs ? unchanged(session) : end(session, 'error', nowMs);
    case 'queued':
    case 'transferring':
      return ageMs < limits.queueMs ? onQueueNews(session, nowMs) : end(session, 'queue-timeout', nowMs);
    case 'active':
      return onSilence(session, nowMs);
    case 'ending':
      return { session, effects: [{ type: 'end' }] };
    default:
      return session.state satisfies never;
  }
}

function onQueued(session: Session, event: ProviderEvent & { type: 'queued' }, nowMs: number): Transition {
  const { position, waitSeconds, id } = event;
  if (session.state === 'active') return unchanged(session);
  const state = session.state === 'starting' ? 'queued' : session.state;
  const stateSinceMs = state === session.state ? session.stateSinceMs : nowMs;
  const waiting: Session = { ...session, state, stateSinceMs };
  const { queue } = session;
  const place: QueuePlace = { position, waitSeconds, eventId: id };
  if (!queue) return tellPlace(waiting, place, nowMs);
  const { news: _outdated, ...told } = queue;
  if (told.position === position) return { session: { ...waiting, queue: told }, effects: [] };
  const isTooSoon = !isNext(place) && nowMs - told.toldAtMs < QUEUE_NEWS_MS;
  if (isTooSoon) return { session: { ...waiting, queue: { ...told, news: place } }, effects: [] };
  return tellPlace(waiting, place, nowMs);
}

/** The newest place of those that came too soon after another. */
function onQueueNews(session: Session, nowMs: number): Transition {
  const { news, toldAtMs } = session.queue ?? {};
  const isDue = news && toldAtMs !== undefined && nowMs - toldAtMs >= QUEUE_NEWS_MS;
  return isDue ? tellPlace(session, news, nowMs) : unchanged(session);
}

function tellPlace(session: Session, place: QueuePlace, nowMs: number): Transition {
  const { position, waitSeconds, eventId } = place;
  const text = isNext(place) ? 'next-in-queue' : 'queue-position';
  return {
    session: { ...session, queue: { ...(position !== undefined && { position }), toldAtMs: nowMs } },
    effects: [{ type: 'tell', text, values: { position, waitSeconds }, eventId }],
  };
}

function isNext({ position }: QueuePlace): boolean {
  return position === undefined || position <= 0;
}

function onAgentJoined(session: Session, event: ProviderEvent & { type: 'agent-joined' }, nowMs: number): Transition {
  const { name, idle } = event;
  const text = session.agentName === undefined ? 'agent-joined' : 'agent-changed';
  const { idle: _previous, queue: _queue, ...rest } = session;
  const joined: Session = {
    ...rest,
    state: 'active',
    stateSinceMs: nowMs,
    agentName: name,
    ...(idle && { idle: { limits: idle, isWarned: false } }),
  };
  // A contact centre that tells the whole story again, as after a reconnect, tells nothing new by it.
  const isKnown = session.state === 'active' && session.agentName === name;
  const told: Effect[] = isKnown ? [] : [{ type: 'tell', text, values: { agent: name }, eventId: event.id }];
  return { session: joined, effects: [...told, { type: 'deliver' }] };
}

function onMessage(session: Session, event: ProviderEvent & { type: 'message' }, nowMs: number): Transition {
  const { idle } = session;
  const listening: Session = idle ? { ...session, idle: { ...idle, sinceMs: nowMs } } : session;
  return { session: listening, effects: [{ type: 'post', content: event.content, eventId: event.id }] };
}

function onFileTransfer(session: Session, event: ProviderEvent & { type: 'file-transfer' }): Transition {
  const text = FILE_TEXTS[event.phase];
  return { session, effects: text ? [{ type: 'tell', text, eventId: event.id }] : [] };
}

const FILE_TEXTS: Partial<Record<(ProviderEvent & { type: 'file-transfer' })['phase'], TextKey>> = {
  requested: 'file-requested',
  failed: 'not-delivered',
};

function onSilence(session: Session, nowMs: number): Transition {
  const { idle } = session;
  if (idle?.sinceMs === undefined) return unchanged(session);
  const { warnAfterSeconds, endAfterSeconds } = idle.limits;
  const silentMs = nowMs - idle.sinceMs;
  if (silentMs >= endAfterSeconds * 1000) return end(session, 'idle', nowMs);
  if (warnAfterSeconds === undefined || idle.isWarned || silentMs < warnAfterSeconds * 1000) return unchanged(session);
  const seconds = Math.max(1, Math.ceil(endAfterSeconds - silentMs / 1000));
  const eventId = `idle-${idle.sinceMs}`;
  return {
    session: { ...session, idle: { ...idle, isWarned: true } },
    effects: [
      { type: 'warn-idle', isWarned: true },
      { type: 'tell', text: 'idle-warning', values: { seconds }, eventId },
    ],
  };
}

function enter(session: Session, state: 'transferring', nowMs: number, effects: readonly Effect[]): Transition {
  const stateSinceMs = session.state === state ? session.stateSinceMs : nowMs;
  const { idle: _idle, ...rest } = session;
  return { session: { ...rest, state, stateSinceMs }, effects };
}

function unchanged(session: Session): Transition {
  return { session, effects: [] };
}
