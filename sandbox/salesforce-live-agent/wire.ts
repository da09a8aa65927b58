import type { ChatSession } from './ChatSession';
import type { Context } from './context';
import type { WireMessage } from './Outbox';
import type { Agent } from './Roster';
import type { Switches } from './switches';

/** Live Agent REST API, GeoLocation. */
const geoLocation = {
  organization: 'Example Networks',
  city: 'Berlin',
  region: 'BE',
  countryName: 'Germany',
  countryCode: 'DE',
  latitude: 52.52,
  longitude: 13.405,
};

function idleTimeout(switches: Switches): Record<string, unknown> {
  const { idleTimeoutSeconds: timeout, idleWarningSeconds: warningTime, idleTimeoutSpelling } = switches;
  const settings = timeout > 0 ? { isEnabled: true, timeout, warningTime } : { isEnabled: false };
  return { [idleTimeoutSpelling]: settings };
}

/** The idle settings exist since version 35. */
function agentFields(agent: Agent, session: ChatSession, { switches }: Context): Record<string, unknown> {
  const idle = session.apiVersion >= 35 ? idleTimeout(switches) : {};
  return { name: agent.name, userId: agent.id, sneakPeekEnabled: switches.sneakPeekEnabled, ...idle };
}

/** Live Agent REST API, ChatEstablished. */
export function chatEstablished(agent: Agent, session: ChatSession, context: Context): WireMessage {
  return { type: 'ChatEstablished', message: { ...agentFields(agent, session, context), items: [] } };
}

/** Live Agent REST API, ChatTransferred. */
export function chatTransferred(agent: Agent, session: ChatSession, context: Context): WireMessage {
  return { type: 'ChatTransferred', message: agentFields(agent, session, context) };
}

/** Live Agent REST API, ChatMessage response. */
export function chatMessage(agent: Agent, text: string, { chatMessageFields }: Switches): WireMessage {
  const { name, id: agentId } = agent;
  const full = { text, name, schedule: { responseDelayMilliseconds: 0 }, agentId };
  return { type: 'ChatMessage', message: chatMessageFields === 'full' ? full : { text, name } };
}

/** Live Agent REST API, AgentTyping and AgentNotTyping. */
export function typing(agent: Agent, on: boolean, { typingFields }: Switches): WireMessage {
  const message = typingFields === 'named' ? { name: agent.name, agentId: agent.id } : {};
  return { type: on ? 'AgentTyping' : 'AgentNotTyping', message };
}

interface Place {
  readonly position: number;
  readonly estimatedWaitTime: number;
}

/** The estimated wait exists since version 47. */
const wait = (session: ChatSession, estimatedWaitTime: number) =>
  session.apiVersion >= 47 ? { estimatedWaitTime } : {};

/** Live Agent REST API, QueueUpdate. */
export function queueUpdate(session: ChatSession, place: Place): WireMessage {
  return { type: 'QueueUpdate', message: { position: place.position, ...wait(session, place.estimatedWaitTime) } };
}

/** Live Agent REST API, ChatRequestSuccess. */
export function chatRequestSuccess(session: ChatSession, place: Place, { switches }: Context): WireMessage {
  const message = {
    connectionTimeout: switches.connectionTimeoutMs,
    ...wait(session, place.estimatedWaitTime),
    queuePosition: place.position,
    sensitiveDataRules: switches.sensitiveDataRules,
    transcriptSaveEnabled: switches.transcriptSaveEnabled,
    url: '',
    oref: '',
    postChatUrl: switches.postChatUrl,
    customDetails: session.request?.prechatDetails ?? [],
    visitorId: session.visitorId,
    geoLocation,
  };
  return { type: 'ChatRequestSuccess', message };
}

/** Live Agent REST API, ChasitorSessionData. */
export function chasitorSessionData(session: ChatSession, position: number, { switches }: Context): WireMessage {
  const message = {
    queuePosition: position,
    geoLocation,
    url: '',
    oref: '',
    postChatUrl: switches.postChatUrl,
    sneakPeekEnabled: switches.sneakPeekEnabled,
    ...idleTimeout(switches),
    chatMessages: [...session.transcript],
  };
  return { type: 'ChasitorSessionData', message };
}
