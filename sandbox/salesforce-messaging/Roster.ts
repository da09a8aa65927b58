import { isWaiting, type MessagingSession } from './Conversation';

/** A human at a console. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly online: boolean;
  /** How many sessions may ring or run at once. */
  readonly capacity: number;
  readonly queueIds: readonly string[];
  /** Takes every offered session by itself after this long; undefined when the control API does it. */
  readonly acceptAfterMs?: number;
}

/** A queue of Omni-Channel. */
export interface Queue {
  readonly id: string;
  readonly name: string;
  /** What one session ahead adds to the estimated wait; undefined when the org does not compute it. */
  readonly secondsPerSession?: number;
}

/** Who works where, who has how many sessions, and who waits for whom. */
export class Roster {
  readonly agents = new Map<string, Agent>();
  readonly queues = new Map<string, Queue>();
  private readonly loads = new Map<string, Set<MessagingSession>>();
  private readonly lines = new Map<string, MessagingSession[]>();

  load(agentId: string): Set<MessagingSession> {
    const found = this.loads.get(agentId) ?? new Set();
    this.loads.set(agentId, found);
    return found;
  }

  /** Who stands in a queue, first come first. */
  line(queueId: string): MessagingSession[] {
    const found = this.lines.get(queueId) ?? [];
    this.lines.set(queueId, found);
    return found;
  }

  everyWaiting(): MessagingSession[] {
    const ringing = [...this.loads.values()].flatMap((load) => [...load]).filter(isWaiting);
    return [...new Set([...ringing, ...[...this.lines.values()].flat()])];
  }

  onlineFor(queueId: string): Agent[] {
    return [...this.agents.values()].filter((agent) => agent.online && agent.queueIds.includes(queueId));
  }

  hasRoom(agent: Agent): boolean {
    return agent.online && this.load(agent.id).size < agent.capacity;
  }

  /** Who may take this very session: online, with room, did not decline it; the one with the fewest sessions. */
  pick(session: MessagingSession): Agent | undefined {
    const direct = this.agents.get(session.directTo ?? '');
    const candidates = session.directTo === undefined ? this.onlineFor(session.queueId) : direct ? [direct] : [];
    let best: Agent | undefined;
    for (const agent of candidates) {
      const isFree = this.hasRoom(agent) && !session.declinedBy.has(agent.id);
      if (isFree && (!best || this.load(agent.id).size < this.load(best.id).size)) {
        best = agent;
      }
    }
    return best;
  }

  /** Puts the session on an agent, whatever it was on before. */
  give(session: MessagingSession, agentId: string): void {
    this.release(session);
    this.load(agentId).add(session);
  }

  /** Puts the session at the end of its queue, or back to its front. */
  enqueue(session: MessagingSession, end: 'front' | 'back'): void {
    this.release(session);
    const line = this.line(session.queueId);
    line.splice(end === 'front' ? 0 : line.length, 0, session);
  }

  /** Takes the session off every agent and out of its queue. */
  release(session: MessagingSession): void {
    for (const load of this.loads.values()) {
      load.delete(session);
    }
    for (const line of this.lines.values()) {
      const index = line.indexOf(session);
      line.splice(index, index < 0 ? 0 : 1);
    }
  }

  /** Enhanced Chat API, QueuePosition: 1 is next; 0 for a session that rings already, or does not wait. */
  position(session: MessagingSession): number {
    return this.line(session.queueId).indexOf(session) + 1;
  }

  /** Enhanced Chat API, RoutingResult: seconds, undefined when the org does not compute it. */
  estimatedWait(session: MessagingSession): number | undefined {
    const perSession = this.queues.get(session.queueId)?.secondsPerSession;
    return perSession === undefined ? undefined : perSession * Math.max(1, this.position(session));
  }

  /** Forgets every session; agents and queues stay. */
  clear(): void {
    this.loads.clear();
    this.lines.clear();
  }
}
