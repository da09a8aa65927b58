import type { Conversation, Entry } from './Conversation';
import { describeFile } from './Media';
import type { WebhookStanding } from './Webhooks';

type Json = Record<string, unknown>;

/** A conversation in a list, and how it stands with the webhooks about it. */
export function summarize(conversation: Conversation, webhooks: WebhookStanding): Json {
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
    ...webhooks,
  };
}

function describeEntry({ attachment, ...entry }: Entry): Json {
  return attachment ? { ...entry, attachment: describeFile(attachment) } : { ...entry };
}

/** A conversation with everything that agents see of it, and what became of what went out. */
export function describe(conversation: Conversation, webhooks: WebhookStanding): Json {
  const { visitor, attributes, participants, entries, sent, visitorTypes } = conversation;
  return {
    ...summarize(conversation, webhooks),
    visitor,
    attributes,
    participants,
    entries: entries.map(describeEntry),
    fromVisitor: entries.filter(({ from, id }) => from === 'visitor' && id !== undefined).map(describeEntry),
    visitorTypes,
    sent,
  };
}
