import type { ProviderEvent } from '../../lib/provider';
import { listOf, numberOf, objectOf, textOf } from '../shared/readJson';
import { hasJoinedSince, isAnybodyThere, isOutdated, type Movement, moved } from './agents';
import { wordsOf } from './content';
import type { MessagingState } from './state';
import type { Entry } from './wire';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** An event that gets the entry's id, with something after it where there are several. */
export type EventDraft = WithoutId<ProviderEvent> & { readonly suffix?: string };

/** What an entry comes to: events in their order, and what is remembered once they were handed over. */
export interface Translation {
  readonly events: readonly EventDraft[];
  readonly change: Partial<MessagingState>;
  /** Set where somebody types, or does not any more; that is not remembered. */
  readonly isTyping?: boolean;
  /** Id of the message that the agent may be told has arrived. */
  readonly arrived?: string;
}

/** What an entry means to a conversation as it is. */
export interface Scene {
  readonly state: MessagingState;
  readonly nowMs: number;
  readonly speaksToBots: boolean;
}

type Translator = (entry: Entry, scene: Scene) => Translation | undefined;

const NOTHING: Translation = { events: [], change: {} };
const ignore: Translator = () => NOTHING;

/** Enhanced Chat API, Conversation Entry: the sender's roles. */
const VISITOR = 'EndUser';
const AGENT = 'Agent';
const BOT = 'Chatbot';

/** Enhanced Chat API, Conversation Entry, each type by its name. */
const TRANSLATORS: ReadonlyMap<string, Translator> = new Map(
  Object.entries<Translator>({
    Message: message,
    ParticipantChanged: participantsChanged,
    RoutingResult: routingResult,
    QueuePosition: queuePosition,
    SessionStatusChanged: ({ payload }) =>
      same(payload.sessionStatus, 'Ended') ? ending('agent') : hasText(payload.sessionStatus),
    // Only the visitor's own side closes a conversation.
    CloseConversation: () => ending('visitor'),
    TypingStartedIndicator: (entry) => typing(entry, true),
    TypingStoppedIndicator: (entry) => typing(entry, false),
    TypingIndicator: (entry) => typing(entry, true),
    RoutingWorkResult: ignore,
    DeliveryAcknowledgement: ignore,
    ReadAcknowledgement: ignore,
    ProgressIndicator: ignore,
    // The whole message follows.
    StreamingToken: ignore,
    EndUserConsentUpdated: ignore,
    ClientAction: ignore,
    ClientMenu: ignore,
  }),
);

export const isKnownType = (type: string): boolean => TRANSLATORS.has(type);

/** The translation of an entry; undefined for one of a type that is not known, or that cannot be read. */
export function translate(entry: Entry, scene: Scene): Translation | undefined {
  return TRANSLATORS.get(entry.type)?.(entry, scene);
}

function message(entry: Entry, { state }: Scene): Translation | undefined {
  // The visitor's own words come back to him.
  if (entry.role === VISITOR) return NOTHING;
  const abstract = objectOf(entry.payload.abstractMessage);
  const words = wordsOf(abstract);
  if (words === undefined) return undefined;
  const { agents, greeting } = presence(entry, state);
  const name = entry.senderName;
  const said = words.contents.map((content, index): EventDraft => {
    const suffix = index === 0 ? '' : `:${index}`;
    return { type: 'message', content, suffix, ...(name !== undefined && { agentName: name }) };
  });
  const isLatest = entry.atMs >= state.lastWordsAtMs;
  return {
    events: [...greeting, ...said],
    change: {
      ...agents,
      ...(isLatest && { lastWordsAtMs: entry.atMs, choices: words.choices }),
    },
    arrived: entry.id,
  };
}

/** An agent who speaks has joined, even if that is told later. */
function presence(entry: Entry, state: MessagingState): { agents: Partial<MessagingState>; greeting: EventDraft[] } {
  const movement = { subject: entry.subject, isPresent: true, atMs: entry.atMs };
  const isNews = entry.role === AGENT && entry.subject !== '' && !isOutdated(state.agents, movement);
  if (!isNews) return { agents: {}, greeting: [] };
  return {
    agents: { agents: moved(state.agents, movement), departure: null },
    greeting: [{ type: 'agent-joined', name: entry.senderName ?? '', suffix: ':joined' }],
  };
}

/** Enhanced Chat API, ParticipantChanged. */
function participantsChanged(entry: Entry, scene: Scene): Translation | undefined {
  if (!Array.isArray(entry.payload.entries)) return undefined;
  const events: EventDraft[] = [];
  let { agents, departure } = scene.state;
  listOf(entry.payload.entries).forEach((item, index) => {
    const { movement, name } = movementOf(item, entry, scene);
    if (movement === undefined) return;
    const isNews = !isOutdated(agents, movement);
    agents = moved(agents, movement);
    if (!isNews) return;
    const suffix = index === 0 ? '' : `:${index}`;
    if (movement.isPresent) {
      events.push({ type: 'agent-joined', name, suffix });
      departure = null;
    } else if (!isAnybodyThere(agents) && !wasPassedOn(scene.state, movement)) {
      departure = { id: `${entry.id}${suffix}`, sinceMs: scene.nowMs, checkedAtMs: null };
    }
  });
  return { events, change: { agents, departure } };
}

/** True when an agent has passed the conversation on before he left: then the visitor knows. */
function wasPassedOn({ agents, transferredAtMs }: MessagingState, { subject }: Movement): boolean {
  return transferredAtMs > (agents[subject]?.atMs ?? 0);
}

function movementOf(
  item: unknown,
  { atMs }: Entry,
  { speaksToBots }: Scene,
): { movement: Movement | undefined; name: string } {
  const { operation, displayName, participant } = objectOf(item);
  const { role, subject } = objectOf(participant);
  const name = textOf(displayName) ?? '';
  const isOne = role === AGENT || (role === BOT && speaksToBots);
  const isKnown = same(operation, 'add') || same(operation, 'remove');
  if (!isOne || !isKnown) return { movement: undefined, name };
  return { movement: { subject: textOf(subject) ?? name, isPresent: same(operation, 'add'), atMs }, name };
}

/** Enhanced Chat API, RoutingResult. */
function routingResult(entry: Entry, { state }: Scene): Translation | undefined {
  const { failureType, routingType, estimatedWaitTime } = entry.payload;
  const isThere = isAnybodyThere(state.agents);
  if (failureType !== undefined && failureType !== null && !same(failureType, 'None')) {
    return isThere ? NOTHING : ending('unavailable');
  }
  if (same(routingType, 'Transfer')) return transfer(entry, state);
  if (!same(routingType, 'Initial')) return hasText(routingType);
  const { isEWTRequested, estimatedWaitTimeInSeconds } = objectOf(estimatedWaitTime);
  const seconds = numberOf(estimatedWaitTimeInSeconds);
  const isKnown = isEWTRequested === true && seconds !== undefined && seconds >= 0;
  return queued({ ...state.queue, waitSeconds: isKnown ? seconds : null }, isThere);
}

function transfer({ atMs }: Entry, { agents, transferredAtMs }: MessagingState): Translation {
  const change = { transferredAtMs: Math.max(transferredAtMs, atMs) };
  // Whoever it was passed on to may be there already.
  if (hasJoinedSince(agents, atMs)) return { events: [], change };
  return { events: [{ type: 'transferring' }], change: { ...change, departure: null } };
}

function queuePosition({ payload }: Entry, { state }: Scene): Translation | undefined {
  const position = numberOf(payload.position);
  if (position === undefined || position < 0) return undefined;
  return queued({ ...state.queue, position }, isAnybodyThere(state.agents));
}

/** Position and wait are told apart from one another; the visitor hears both. */
function queued(queue: MessagingState['queue'], isAnybody: boolean): Translation {
  if (isAnybody) return { events: [], change: { queue } };
  const { position, waitSeconds } = queue;
  return {
    events: [{ type: 'queued', ...(position !== null && { position }), ...(waitSeconds !== null && { waitSeconds }) }],
    change: { queue },
  };
}

function ending(reason: 'agent' | 'visitor' | 'unavailable'): Translation {
  return { events: [{ type: 'ended', reason }], change: {} };
}

function typing({ role }: Entry, isTyping: boolean): Translation {
  return role === VISITOR ? NOTHING : { events: [], change: {}, isTyping };
}

/** The documents and the servers do not spell values alike. */
function same(value: unknown, name: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === name.toLowerCase();
}

const hasText = (value: unknown): Translation | undefined => (textOf(value) === undefined ? undefined : NOTHING);
