import { listOf, objectOf, textOf } from '../shared/readJson';
import { decodeEntities } from './entities';
import { fingerprint } from './fingerprint';
import type { LiveAgentState } from './state';
import type { EventDraft } from './toEvents';
import type { WireMessage } from './wire';

/** Something that the history holds and that was never handed over. */
export interface Missed {
  readonly event: EventDraft;
  /** The agents' messages handed over once this one is. */
  readonly heard?: { readonly count: number; readonly last: string };
}

/** What a chat's history comes to. */
export interface CatchUp {
  readonly missed: readonly Missed[];
  readonly change: Partial<LiveAgentState>;
}

interface Entry {
  readonly type: unknown;
  readonly text: string;
  readonly name: string | undefined;
}

/** Live Agent REST API, ChasitorSessionData: the history of a chat, first thing after a reconnect. */
export const isHistory = ({ type }: WireMessage): boolean => type === 'ChasitorSessionData';

/** Compares a history with what was handed over before the reconnect. */
export function catchUp(batch: readonly WireMessage[], state: LiveAgentState): CatchUp {
  const entries = entriesOf(batch.find(isHistory));
  const agents = entries.filter(({ type }) => type === 'Agent');
  const visitors = entries.filter(({ type }) => type === 'Chasitor');
  const start = firstMissed(agents, state);
  const missed = agents.slice(start).map((entry, index) => missedWords(entry, start + index));
  const unmetAgent = state.isConnected || batch.some(({ type }) => type === 'ChatEstablished') ? undefined : agents[0];
  const lastVisitor = visitors[visitors.length - 1];
  return {
    missed: unmetAgent === undefined ? missed : [joined(unmetAgent), ...missed],
    change: {
      catchUp: 'owed',
      heard: start,
      echo: lastVisitor ? { count: visitors.length, last: fingerprint(lastVisitor.text) } : null,
      ...(unmetAgent !== undefined && { isConnected: true, wasEstablished: true }),
    },
  };
}

/**
 * Indices of the agents' messages in a batch that its history holds as well: servers may send both. Those are the last
 * ones of the history, from the first of the batch on.
 */
export function repeatedIn(batch: readonly WireMessage[]): ReadonlySet<number> {
  const history = entriesOf(batch.find(isHistory)).filter(({ type }) => type === 'Agent');
  const spoken = batch
    .map(({ type, message }, index) => ({ index, type, text: decodeEntities(textOf(message.text) ?? '') }))
    .filter(({ type }) => type === 'ChatMessage');
  for (let count = Math.min(history.length, spoken.length); count > 0; count--) {
    const tail = history.slice(history.length - count);
    if (tail.every(({ text }, place) => text === spoken[place]?.text)) {
      return new Set(spoken.slice(0, count).map(({ index }) => index));
    }
  }
  return new Set();
}

function entriesOf(history: WireMessage | undefined): readonly Entry[] {
  return listOf(history?.message.chatMessages).map((entry) => {
    const { type, content, name } = objectOf(entry);
    return { type, text: decodeEntities(textOf(content) ?? ''), name: textOf(name) };
  });
}

/** The message after the last one that was handed over: where the count says, or the nearest place with that text. */
function firstMissed(agents: readonly Entry[], { heard, lastHeard }: LiveAgentState): number {
  if (heard === 0) return 0;
  let nearest: number | undefined;
  agents.forEach(({ text }, index) => {
    const isNearer = nearest === undefined || Math.abs(index + 1 - heard) < Math.abs(nearest - heard);
    if (isNearer && fingerprint(text) === lastHeard) nearest = index + 1;
  });
  return nearest ?? Math.min(heard, agents.length);
}

function missedWords({ text, name }: Entry, index: number): Missed {
  const event: EventDraft = {
    type: 'message',
    content: { kind: 'text', text },
    ...(name !== undefined && { agentName: decodeEntities(name) }),
  };
  return { event, heard: { count: index + 1, last: fingerprint(text) } };
}

function joined({ name }: Entry): Missed {
  return { event: { type: 'agent-joined', name: decodeEntities(name ?? '') } };
}
