import type { Conversation, Participant } from './Conversation';

/** A queue that conversations wait in. */
export interface Queue {
  readonly id: string;
  readonly name: string;
}

/** An agent, and how many conversations he takes at a time. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly online: boolean;
  readonly capacity: number;
  /** The ids of the queues that he serves. */
  readonly queues: readonly string[];
  /** Accepts by himself after so long; only by the control API when left out. */
  readonly acceptAfterMs?: number;
}

/** Who serves which queue, who waits in it, and how busy everybody is. */
export class Roster {
  readonly agents = new Map<string, Agent>();
  readonly queues = new Map<string, Queue>();
  private readonly waiting = new Set<Conversation>();
  private readonly loads = new Map<string, Set<Participant>>();

  /** Online agents who serve the queue. */
  onlineIn(queueId: string): Agent[] {
    return [...this.agents.values()].filter(({ online, queues }) => online && queues.includes(queueId));
  }

  hasRoom(agent: Agent): boolean {
    return agent.online && this.load(agent.id) < agent.capacity;
  }

  /** How many conversations ring at the agent, are his, or still need his wrap-up. */
  load(agentId: string): number {
    return this.loads.get(agentId)?.size ?? 0;
  }

  occupy(participant: Participant): void {
    const agentId = participant.agentId ?? '';
    const load = this.loads.get(agentId) ?? new Set();
    this.loads.set(agentId, load.add(participant));
  }

  release(participant: Participant): void {
    this.loads.get(participant.agentId ?? '')?.delete(participant);
  }

  /** The agent with room and the fewest conversations, of those who have not declined this one. */
  pick(conversation: Conversation): Agent | undefined {
    const queueId = conversation.waitingIn?.queueId ?? '';
    const candidates = this.onlineIn(queueId).filter(
      (agent) => this.hasRoom(agent) && !conversation.declinedBy.has(agent.id),
    );
    return candidates.reduce<Agent | undefined>(
      (best, agent) => (best && this.load(best.id) <= this.load(agent.id) ? best : agent),
      undefined,
    );
  }

  wait(conversation: Conversation): void {
    this.waiting.add(conversation);
  }

  stopWaiting(conversation: Conversation): void {
    this.waiting.delete(conversation);
  }

  /** Waiting conversations of a queue, or of all, in the order they came. */
  inQueue(queueId?: string): Conversation[] {
    const all = [...this.waiting];
    return queueId === undefined ? all : all.filter(({ waitingIn }) => waitingIn?.queueId === queueId);
  }

  clear(): void {
    this.waiting.clear();
    this.loads.clear();
  }
}
