import type { ChatSession } from './ChatSession';

/** A human at a console. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly online: boolean;
  /** How many chats may ring or run at once. */
  readonly capacity: number;
  readonly skills: readonly string[];
  /** Takes every offered chat by itself after this long; undefined when the control API does it. */
  readonly acceptAfterMs?: number;
}

/** Live Agent REST API, Button. */
export interface Button {
  readonly id: string;
  readonly name: string;
  readonly type: 'Standard' | 'Invite' | 'ToAgent';
  /** An agent with any of these serves the button. */
  readonly skills: readonly string[];
  /** How many chats may wait while all agents are busy. */
  readonly queueLimit: number;
  readonly language: string;
  readonly endpointUrl?: string;
  readonly prechatUrl?: string;
}

/** Who works where, who has how many chats, and who waits for whom. */
export class Roster {
  readonly agents = new Map<string, Agent>();
  readonly buttons = new Map<string, Button>();
  private readonly loads = new Map<string, Set<ChatSession>>();
  private readonly queues = new Map<string, Set<ChatSession>>();
  private readonly waits = new Map<string, number>();

  load(agentId: string): Set<ChatSession> {
    return getOrAdd(this.loads, agentId);
  }

  queue(buttonId: string): Set<ChatSession> {
    return getOrAdd(this.queues, buttonId);
  }

  /** All chats that ring or stand in a queue. */
  everyWaiting(): ChatSession[] {
    const sets = [...this.loads.values(), ...this.queues.values()];
    return [...new Set(sets.flatMap((set) => [...set]))].filter((session) => session.waiting);
  }

  /** Online agents that may take chats from the button. */
  onlineFor(buttonId: string): Agent[] {
    const button = this.buttons.get(buttonId);
    const serves = (agent: Agent) => agent.online && agent.skills.some((skill) => button?.skills.includes(skill));
    return [...this.agents.values()].filter(serves);
  }

  buttonsOf(agent: Agent): Button[] {
    return [...this.buttons.values()].filter((button) => button.skills.some((skill) => agent.skills.includes(skill)));
  }

  hasRoom(agent: Agent): boolean {
    return agent.online && this.load(agent.id).size < agent.capacity;
  }

  /** Online agents that may take this very chat and have not declined it. */
  candidates(session: ChatSession): Agent[] {
    const direct = session.directTo === undefined ? undefined : this.agents.get(session.directTo);
    const all =
      session.directTo === undefined ? this.onlineFor(session.buttonId ?? '') : direct?.online ? [direct] : [];
    return all.filter((agent) => !session.declinedBy.has(agent.id));
  }

  /** The candidate with room and the fewest chats. */
  pick(session: ChatSession): Agent | undefined {
    let best: Agent | undefined;
    for (const agent of this.candidates(session)) {
      if (this.hasRoom(agent) && (!best || this.load(agent.id).size < this.load(best.id).size)) {
        best = agent;
      }
    }
    return best;
  }

  /** Live Agent REST API, Availability: the id of a button or of an agent; anything else is never available. */
  isAvailable(id: string): boolean {
    const agent = this.agents.get(id);
    if (agent) {
      return this.hasRoom(agent);
    }
    const online = this.onlineFor(id);
    const queueHasRoom = online.length > 0 && this.queue(id).size < (this.buttons.get(id)?.queueLimit ?? 0);
    return queueHasRoom || online.some((candidate) => this.hasRoom(candidate));
  }

  /** Puts the chat on an agent, whatever it was on before. */
  give(session: ChatSession, agentId: string): void {
    this.release(session);
    this.load(agentId).add(session);
  }

  /** Takes the chat off every agent and out of its queue. */
  release(session: ChatSession): void {
    for (const agentId of [session.agentId, session.offeredTo, ...session.conference]) {
      if (agentId !== undefined) {
        this.loads.get(agentId)?.delete(session);
      }
    }
    this.queues.get(session.buttonId ?? '')?.delete(session);
  }

  /** Live Agent REST API, QueueUpdate: 1 is next, which a chat that already rings is too. */
  position(session: ChatSession): number {
    const waiting = [...this.queue(session.buttonId ?? '')];
    return session.offeredTo === undefined ? waiting.indexOf(session) + 1 : 1;
  }

  /** Live Agent REST API, Using Estimated Wait Time: learns from an accepted chat. */
  learnWait(buttonId: string | undefined, seconds: number): void {
    if (buttonId === undefined) {
      return;
    }
    const before = this.waits.get(buttonId) ?? seconds;
    this.waits.set(buttonId, 0.9 * before + 0.1 * seconds);
  }

  /** Live Agent REST API, Using Estimated Wait Time: whole seconds, -1 when it cannot be told. */
  estimatedWait(buttonId: string | undefined, waitedSeconds = 0): number {
    const average = this.waits.get(buttonId ?? '');
    return average === undefined ? -1 : Math.max(0, Math.round(average - waitedSeconds));
  }
}

function getOrAdd(sets: Map<string, Set<ChatSession>>, key: string): Set<ChatSession> {
  const found = sets.get(key) ?? new Set<ChatSession>();
  sets.set(key, found);
  return found;
}
