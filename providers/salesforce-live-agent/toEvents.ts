import type { EndReason, IdleLimits, IncomingContent, ProviderEvent } from '../../lib/provider';
import { listOf, numberOf, objectOf, textOf } from '../shared/readJson';
import { decodeEntities } from './entities';
import type { LiveAgentState } from './state';
import type { WireMessage } from './wire';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** An event that has yet to get its id. */
export type EventDraft = WithoutId<ProviderEvent>;

/** What one wire message comes to: at most one event, and what is to be remembered before it is handed over. */
export interface Translation {
  readonly event?: EventDraft;
  readonly change?: Partial<LiveAgentState>;
}

type Translator = (message: WireMessage['message'], state: LiveAgentState) => Translation;

const NOTHING: Translation = {};
const ignore: Translator = () => NOTHING;

/** Live Agent REST API, ChatEnded: the reasons that have a word of the core's; the others are errors. */
const END_REASONS: ReadonlyMap<unknown, EndReason> = new Map([
  ['agent', 'agent'],
  ['client', 'visitor'],
  ['agentsUnavailable', 'unavailable'],
  ['agentPushTimeout', 'unavailable'],
  ['clientIdleTimeout', 'idle'],
]);

/** Live Agent REST API, FileTransfer. */
const FILE_PHASES: ReadonlyMap<unknown, 'done' | 'failed' | 'cancelled'> = new Map([
  ['Success', 'done'],
  ['Failure', 'failed'],
  ['Canceled', 'cancelled'],
]);

/** Live Agent REST API, Messages Response Objects, each type by its name. */
const TRANSLATORS: ReadonlyMap<string, Translator> = new Map(
  Object.entries<Translator>({
    ChatRequestSuccess: (message, state) => ({
      ...queued(message.queuePosition, message.estimatedWaitTime, state),
      change: { connectionTimeoutMs: positive(message.connectionTimeout) ?? state.connectionTimeoutMs },
    }),
    ChatRequestFail: ({ reason }) => ({
      event: { type: 'ended', reason: reason === 'Unavailable' ? 'unavailable' : 'error' },
    }),
    QueueUpdate: (message, state) => queued(message.position, message.estimatedWaitTime, state),
    ChatEstablished: joined,
    ChatTransferred: joined,
    ChatResumedAfterTransfer: joined,
    AgentJoinedConference: joined,
    // Whoever leaves a conference leaves the visitor with the others.
    AgentLeftConference: ignore,
    AgentDisconnect: () => ({ event: { type: 'agent-left' }, change: { isConnected: false } }),
    ChatMessage: ({ text, name }) => plainWords(text, name),
    RichMessage: richMessage,
    AgentTyping: () => ({ event: { type: 'typing', isTyping: true } }),
    AgentNotTyping: () => ({ event: { type: 'typing', isTyping: false } }),
    FileTransfer: fileTransfer,
    // Before the reason was told, an ended chat was one that the agent had ended.
    ChatEnded: ({ reason = 'agent' }) => ({ event: { type: 'ended', reason: END_REASONS.get(reason) ?? 'error' } }),
    CustomEvent: ignore,
    NewVisitorBreadcrumb: ignore,
    SensitiveDataRules: ignore,
    AsyncResult: ignore,
    SwitchServer: ignore,
  }),
);

/** The translation of a wire message; undefined for a type that is not known. */
export function translate({ type, message }: WireMessage, state: LiveAgentState): Translation | undefined {
  if (/^TransferTo\w*Initiated$/.test(type)) {
    return { event: { type: 'transferring' }, change: { isConnected: false } };
  }
  return TRANSLATORS.get(type)?.(message, state);
}

/** How long a visitor may be silent; documents and servers spell `chasitorIdleTimeout` differently. */
function idleLimits(message: WireMessage['message']): IdleLimits | undefined {
  const idle = objectOf(message.chasitorIdleTimeout ?? message.chasitorIdletimeout);
  const endAfterSeconds = positive(idle.timeout);
  if (idle.isEnabled !== true || endAfterSeconds === undefined) return undefined;
  const warnAfterSeconds = positive(idle.warningTime);
  const isBefore = warnAfterSeconds !== undefined && warnAfterSeconds < endAfterSeconds;
  return isBefore ? { warnAfterSeconds, endAfterSeconds } : { endAfterSeconds };
}

/** Live Agent tells -1 for what it does not know. */
function queued(position: unknown, wait: unknown, { isConnected }: LiveAgentState): Translation {
  if (isConnected) return NOTHING;
  const [place, waitSeconds] = [notNegative(position), notNegative(wait)];
  return {
    event: {
      type: 'queued',
      ...(place !== undefined && { position: place }),
      ...(waitSeconds !== undefined && { waitSeconds }),
    },
  };
}

function joined(message: WireMessage['message']): Translation {
  const idle = idleLimits(message);
  return {
    event: {
      type: 'agent-joined',
      name: decodeEntities(textOf(message.name) ?? ''),
      ...(idle !== undefined && { idle }),
    },
    change: { isConnected: true, wasEstablished: true },
  };
}

function words(content: IncomingContent, name: unknown): Translation {
  const agentName = textOf(name);
  return {
    event: { type: 'message', content, ...(agentName !== undefined && { agentName: decodeEntities(agentName) }) },
  };
}

/** Rocket.Chat knows no empty messages. */
function plainWords(text: unknown, name: unknown): Translation {
  const plain = decodeEntities(textOf(text) ?? '');
  return plain.trim() === '' ? NOTHING : words({ kind: 'text', text: plain }, name);
}

/** A bot's menu or buttons, which are answered with the text of the chosen one. */
function richMessage({ items, header, text, name }: WireMessage['message']): Translation {
  const titles = listOf(items).map((item) => decodeEntities(textOf(objectOf(item).text) ?? ''));
  const choices = titles.filter((title) => title !== '').map((title) => ({ title, value: title }));
  const heading = textOf(header) ?? textOf(text) ?? '';
  if (choices.length === 0) return plainWords(heading, name);
  return words({ kind: 'choices', text: decodeEntities(heading), choices }, name);
}

function fileTransfer(
  { type, uploadServletUrl, fileToken }: WireMessage['message'],
  { file: wanted }: LiveAgentState,
): Translation {
  const [uploadUrl, token] = [textOf(uploadServletUrl), textOf(fileToken)];
  const isKnown = wanted !== null && wanted.token === token;
  if (type === 'Requested' && uploadUrl !== undefined && token !== undefined) {
    const file = isKnown ? wanted : { uploadUrl, token };
    return { event: { type: 'file-transfer', phase: 'requested' }, change: { file } };
  }
  const phase = FILE_PHASES.get(type);
  if (phase === undefined) return NOTHING;
  const lastFile = phase === 'done' && isKnown ? wanted.messageId : undefined;
  return {
    event: { type: 'file-transfer', phase },
    change: { file: null, ...(lastFile !== undefined && { lastFile }) },
  };
}

function notNegative(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

function positive(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number > 0 ? number : undefined;
}
