import { CONVERSATION_ID } from './Conversation';

/** An entry as the list of entries has it. */
export interface WireEntry {
  readonly identifier: string;
  readonly entryType: string;
  readonly transcriptedTimestamp: number;
  readonly senderDisplayName: string;
  readonly sender: { readonly role: string; readonly subject: string };
  readonly entryPayload: object | string;
}

export const ANA = { role: 'Agent', subject: '005ANA', name: 'Ana' };
export const BEN = { role: 'Agent', subject: '005BEN', name: 'Ben' };
export const BOT = { role: 'Chatbot', subject: 'bot', name: 'Robo' };
export const VERA = { role: 'EndUser', subject: 'v2/iamessage/UNAUTH/NA/uid:1', name: 'Guest' };
const SYSTEM = { role: 'System', subject: 'system', name: 'Automated Process' };

type Person = typeof ANA;

function entry(id: string, atMs: number, type: string, payload: object, by: Person = SYSTEM): WireEntry {
  return {
    identifier: id,
    entryType: type,
    transcriptedTimestamp: atMs,
    senderDisplayName: by.name,
    sender: { role: by.role, subject: by.subject },
    entryPayload: { entryType: type, id, ...payload },
  };
}

export const message = (id: string, atMs: number, abstractMessage: object, by: Person = ANA): WireEntry =>
  entry(id, atMs, 'Message', { messageReason: null, abstractMessage: { id, ...abstractMessage } }, by);

export const says = (id: string, atMs: number, text: string, by: Person = ANA): WireEntry =>
  message(id, atMs, { messageType: 'StaticContentMessage', staticContent: { formatType: 'Text', text } }, by);

function moves(operation: 'add' | 'remove', id: string, atMs: number, who: Person): WireEntry {
  const participant = { role: who.role, subject: who.subject, appType: 'agent' };
  return entry(id, atMs, 'ParticipantChanged', { entries: [{ operation, displayName: who.name, participant }] });
}

export const joins = (id: string, atMs: number, who: Person = ANA): WireEntry => moves('add', id, atMs, who);
export const leaves = (id: string, atMs: number, who: Person = ANA): WireEntry => moves('remove', id, atMs, who);

export const routing = (id: string, atMs: number, payload: object): WireEntry =>
  entry(id, atMs, 'RoutingResult', { routingType: 'Initial', failureType: 'None', ...payload });

export const status = (id: string, atMs: number, sessionStatus: string, sessionEndedByRole = 'Agent'): WireEntry =>
  entry(id, atMs, 'SessionStatusChanged', { sessionStatus, sessionEndedByRole });

export const other = (id: string, atMs: number, type: string, payload: object = {}, by: Person = ANA): WireEntry =>
  entry(id, atMs, type, payload, by);

/** The answer to a question for entries. */
export const list = (...entries: readonly unknown[]) => ({ body: { conversationEntries: entries } });

/** The data of an event of the stream, whose payload is text. */
export const envelope = (conversationEntry: WireEntry, conversationId = CONVERSATION_ID) => ({
  channelType: 'embedded_messaging',
  conversationId,
  conversationEntry: { ...conversationEntry, entryPayload: JSON.stringify(conversationEntry.entryPayload) },
});
