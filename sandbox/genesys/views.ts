import type { Conversation, Entry } from './Conversation';
import { describeFile } from './Media';

type Json = Record<string, unknown>;

/** A conversation in a list, and since when a webhook about it waits for its answer. */
export function summarize(conversation: Conversation, unansweredSince?: number): Json {
  const { id, integrationId, open, state, visitor, agent, alerting, waitingIn, startTime, endTime } = conversation;
  return {
    id,
    integrationId,
    open,
    state,
    visitorId: visitor.id,
    visitorName: visitor.nickname,
    agentId: agent?.agentId,
    offeredTo: alerting?.agentId,
    queueId: waitingIn?.queueId,
    startTime,
    endTime,
    unansweredSince,
  };
}

function describeEntry({ attachment, ...entry }: Entry): Json {
  return attachment ? { ...entry, attachment: describeFile(attachment) } : { ...entry };
}

/** A conversation with everything that agents see of it, and what became of what went out. */
export function describe(conversation: Conversation, unansweredSince?: number): Json {
  const { visitor, attributes, participants, entries, sent, visitorTypes } = conversation;
  return {
    ...summarize(conversation, unansweredSince),
    visitor,
    attributes,
    participants,
    entries: entries.map(describeEntry),
    fromVisitor: entries.filter(({ from, id }) => from === 'visitor' && id !== undefined).map(describeEntry),
    visitorTypes,
    sent,
  };
}
