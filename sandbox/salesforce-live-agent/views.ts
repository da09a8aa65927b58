import type { ChatSession } from './ChatSession';
import { describeFile } from './Files';
import type { Roster } from './Roster';

/** A chat in a list. */
export function summarize(session: ChatSession, now: number): Record<string, unknown> {
  return {
    id: session.id,
    state: session.state,
    open: session.open,
    buttonId: session.buttonId,
    agentId: session.agentId,
    offeredTo: session.offeredTo,
    visitorName: session.visitorName,
    createdAt: session.createdAt,
    endReason: session.endReason,
    endedAt: session.endedAt,
    polling: session.poll !== undefined,
    polls: session.polls,
    silentMs: session.poll ? 0 : now - session.lastSeenAt,
  };
}

/** A chat with everything that either side saw. */
export function describe(session: ChatSession, roster: Roster, now: number): Record<string, unknown> {
  return {
    ...summarize(session, now),
    key: session.key,
    affinityToken: session.affinity,
    visitorId: session.visitorId,
    apiVersion: session.apiVersion,
    lastSequence: session.lastSequence,
    interrupted: session.reconnectStatus !== undefined,
    resynced: session.resynced,
    position: session.waiting ? roster.position(session) : 0,
    conference: [...session.conference],
    request: session.request,
    prechatDetails: session.request?.prechatDetails ?? [],
    prechatEntities: session.request?.prechatEntities ?? [],
    attributes: attributesOf(session),
    toVisitor: session.outbox.records,
    fromVisitor: session.received,
    agentView: session.agentView,
    transcript: session.transcript,
    files: session.files.map(describeFile),
  };
}

/** Prechat details by their label, as an agent reads them. */
function attributesOf(session: ChatSession): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const detail of session.request?.prechatDetails ?? []) {
    if (typeof detail === 'object' && detail !== null && 'label' in detail && typeof detail.label === 'string') {
      attributes[detail.label] = 'value' in detail ? detail.value : undefined;
    }
  }
  return attributes;
}

/** True for a chat that an agent is in while its client has not polled for that long. */
export function isGhost(session: ChatSession, silentMs: number, now: number): boolean {
  const established = session.state === 'connected' || session.state === 'transferring';
  return established && session.poll === undefined && now - session.lastSeenAt >= silentMs;
}
