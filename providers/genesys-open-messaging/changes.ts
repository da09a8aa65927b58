import type { EndReason, ProviderEvent } from '../../lib/provider';
import { isAlerting, isConnected, isOver, type Participant, type Participants } from './participants';
import type { GenesysState } from './state';

/** What a look at the participants has shown, compared with what was known. */
export interface Changes {
  readonly events: readonly ProviderEvent[];
  readonly change: Partial<GenesysState>;
  /** The queue that the visitor waits in; undefined while somebody is there. */
  readonly waitsIn: Participant | undefined;
}

/** What follows from who is there; an agent who has gone is no end as long as the visitor is there. */
export function changesOf(participants: Participants, state: GenesysState): Changes {
  const present = participants.agents.filter(isConnected);
  const joined = present.filter(({ id }) => !state.agents.includes(id));
  const gone = participants.agents.filter(({ id }) => state.agents.includes(id)).filter((one) => !isConnected(one));
  const queue = participants.queues.find(isConnected);
  const isAlone = present.length === 0;
  const departure = isAlone ? departureOf(gone, participants, queue) : [];
  return {
    events: [...departure, ...joined.map(joining)],
    change: {
      agents: present.map(({ id }) => id),
      hadAgent: state.hadAgent || present.length > 0,
    },
    waitsIn: isAlone ? queue : undefined,
  };
}

/** Why a conversation is over; undefined while it is not. Platform API, MessageMediaParticipant: `disconnectType`. */
export function endOf(participants: Participants, { hadAgent }: GenesysState): GenesysState['end'] {
  const customer = participants.customers[participants.customers.length - 1];
  if (customer === undefined || !isOver(participants)) return null;
  return { id: `ended:${customer.id}`, reason: reasonOf(customer, hadAgent) };
}

const REASONS: ReadonlyMap<string, EndReason> = new Map([
  ['client', 'visitor'],
  ['endpoint', 'visitor'],
  ['timeout', 'idle'],
  ['inactivity', 'idle'],
  ['session.expired', 'expired'],
  ['error', 'error'],
  ['transport.failure', 'error'],
]);

function reasonOf({ disconnectType = '' }: Participant, hadAgent: boolean): EndReason {
  return REASONS.get(disconnectType) ?? (hadAgent ? 'agent' : 'unavailable');
}

const joining = ({ id, name = '' }: Participant): ProviderEvent => ({ id: `joined:${id}`, type: 'agent-joined', name });

/** One who gives the conversation back to the queue that he had it from has left; else he passes it on to somebody. */
function departureOf(
  gone: readonly Participant[],
  { agents }: Participants,
  queue: Participant | undefined,
): ProviderEvent[] {
  const last = gone[gone.length - 1];
  if (last === undefined) return [];
  const isPassedOn = queue === undefined ? agents.some(isAlerting) : queue.queueId !== last.queueId;
  return [
    isPassedOn ? { id: `passed-on:${last.id}`, type: 'transferring' } : { id: `left:${last.id}`, type: 'agent-left' },
  ];
}
