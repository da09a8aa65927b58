import type { Conversation, Entry } from './Conversation';
import { describeFile } from './Media';

type Json = Record<string, unknown>;

/** A conversation in a list. */
export function summarize(conversation: Conversation): Json {
  const { id, integrationId, state, visitor, agent, alerting, waitingIn, startTime, endTime } = conversation;
  return {
    id,
    integrationId,
    state,
    visitorId: visitor.id,
    agentId: agent?.agentId,
    offeredTo: alerting?.agentId,
    queueId: waitingIn?.queueId,
    startTime,
    endTime,
  };
}

function describeEntry({ attachment, ...entry }: Entry): Json {
  return attachment ? { ...entry, attachment: describeFile(attachment) } : { ...entry };
}

/** A conversation with everything that agents see of it, and what became of what went out. */
export function describe(conversation: Conversation): Json {
  const { visitor, attributes, participants, entries, sent, visitorTypes } = conversation;
  return {
    ...summarize(conversation),
    visitor,
    attributes,
    participants,
    entries: entries.map(describeEntry),
    fromVisitor: entries.filter(({ from, id }) => from === 'visitor' && id !== undefined).map(describeEntry),
    visitorTypes,
    sent,
  };
}
