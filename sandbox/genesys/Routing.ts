import { Conflict } from '../contactCentre/controlHandlers';
import type { Conversation, DisconnectType, Participant } from './Conversation';
import type { Context } from './context';
import type { Participants } from './Participants';
import type { Agent, Queue, Roster } from './Roster';

interface Parts {
  readonly roster: Roster;
  readonly participants: Participants;
}

/** Brings conversations and agents together. */
export class Routing {
  private readonly roster: Roster;
  private readonly participants: Participants;

  constructor(
    private readonly context: Context,
    parts: Parts,
  ) {
    this.roster = parts.roster;
    this.participants = parts.participants;
    this.participants.whenFreed(() => this.serveQueues());
  }

  /** The queue that the flow chooses: the one that the participant data name, else the first there is. */
  chooseQueue({ attributes }: Conversation): Queue | undefined {
    return this.roster.queues.get(attributes.queueId ?? '') ?? [...this.roster.queues.values()][0];
  }

  /** The conversation waits in the queue and is offered to whoever has room. */
  enqueue(conversation: Conversation, queue: Queue): void {
    conversation.declinedBy.clear();
    conversation.queuedAt = this.context.clock.now();
    this.participants.admitQueue(conversation, queue);
    this.roster.wait(conversation);
    this.note(conversation, 'queued', queue.name);
    this.offer(conversation);
  }

  /** An agent takes what rings at him, or picks what waits in a queue of his. */
  accept(conversation: Conversation, agentId: string | undefined): Participant {
    const ringing = conversation.alerting;
    const agent = this.onlineAgent(agentId ?? ringing?.agentId);
    if (!conversation.open || conversation.agent || (!ringing && !conversation.waitingIn)) {
      throw new Conflict(`A conversation that is ${conversation.state} cannot be accepted`);
    }
    if (ringing && ringing.agentId !== agent.id) {
      this.participants.disconnect(conversation, ringing, 'transfer.notavailable');
    }
    const queueId = conversation.waitingIn?.queueId;
    const taker = conversation.alerting ?? this.participants.alert(conversation, agent, queueId);
    this.clearTimers(conversation);
    this.participants.disconnect(conversation, conversation.waitingIn, 'transfer');
    this.roster.stopWaiting(conversation);
    this.participants.connect(taker);
    this.note(conversation, 'joined', agent.name);
    this.serveQueues();
    return taker;
  }

  /** The agent at whom it rings does not take it; it goes to the next one, or waits. */
  decline(conversation: Conversation, why: DisconnectType = 'client'): void {
    const ringing = conversation.alerting;
    if (!ringing) {
      throw new Conflict(`Nobody is offered a conversation that is ${conversation.state}`);
    }
    this.clearTimers(conversation);
    conversation.declinedBy.add(ringing.agentId ?? '');
    this.participants.disconnect(conversation, ringing, why);
    this.note(conversation, 'declined', ringing.name);
    const queue = this.roster.queues.get(ringing.queueId ?? '') ?? this.chooseQueue(conversation);
    if (queue && !conversation.waitingIn) {
      this.enqueue(conversation, queue);
    } else {
      this.offer(conversation);
    }
    this.serveQueues();
  }

  /** The agent hands over to another one, who still has to accept; the visitor hears nothing of it. */
  transferToAgent(conversation: Conversation, agentId: string): Participant {
    const agent = this.onlineAgent(agentId);
    const queueId = this.drop(conversation);
    return this.ring(conversation, agent, queueId);
  }

  /** The agent hands over to a queue, which may be the one it came from. */
  transferToQueue(conversation: Conversation, queueId: string | undefined): void {
    const queue =
      this.roster.queues.get(queueId ?? conversation.agent?.queueId ?? '') ?? this.chooseQueue(conversation);
    if (!queue || (queueId !== undefined && queue.id !== queueId)) {
      throw new Conflict(`There is no queue ${queueId ?? ''}`);
    }
    this.drop(conversation);
    this.enqueue(conversation, queue);
    this.serveQueues();
  }

  /** Stops everything that routing still had to do for a conversation. */
  withdraw(conversation: Conversation): void {
    this.clearTimers(conversation);
    this.roster.stopWaiting(conversation);
  }

  /** To be called after any change of agents or queues. */
  rosterChanged(): void {
    for (const conversation of this.roster.inQueue()) {
      const ringing = conversation.alerting;
      if (ringing && !this.roster.agents.get(ringing.agentId ?? '')?.online) {
        this.decline(conversation, 'transfer.notavailable');
        conversation.declinedBy.delete(ringing.agentId ?? '');
      }
    }
    this.serveQueues();
  }

  /** Offers waiting conversations to whoever has room. */
  serveQueues(): void {
    for (const conversation of this.roster.inQueue()) {
      this.offer(conversation);
    }
  }

  private offer(conversation: Conversation): void {
    const agent = conversation.alerting ? undefined : this.roster.pick(conversation);
    if (agent && conversation.waitingIn) {
      this.ring(conversation, agent, conversation.waitingIn.queueId);
    }
  }

  private ring(conversation: Conversation, agent: Agent, queueId: string | undefined): Participant {
    const participant = this.participants.alert(conversation, agent, queueId);
    this.note(conversation, 'alerting', agent.name);
    if (agent.acceptAfterMs !== undefined) {
      this.later(conversation, () => this.accept(conversation, agent.id), agent.acceptAfterMs);
    }
    const { alertingTimeoutMs } = this.context.switches;
    if (alertingTimeoutMs > 0) {
      this.later(conversation, () => this.decline(conversation, 'transfer.noanswer'), alertingTimeoutMs);
    }
    return participant;
  }

  /** Lets go of the agent who talks; gives back the queue he had it from. */
  private drop(conversation: Conversation): string | undefined {
    const { agent } = conversation;
    if (!agent) {
      throw new Conflict(`No agent is in a conversation that is ${conversation.state}`);
    }
    this.participants.disconnect(conversation, agent, 'transfer');
    this.note(conversation, 'left', agent.name);
    return agent.queueId;
  }

  private onlineAgent(agentId: string | undefined): Agent {
    const agent = this.roster.agents.get(agentId ?? '');
    if (!agent?.online) {
      throw new Conflict(`Agent ${agentId ?? ''} is not online`);
    }
    return agent;
  }

  private note(conversation: Conversation, kind: string, name: string): void {
    conversation.entries.push({ at: this.context.clock.now(), from: 'system', kind, name });
  }

  private later(conversation: Conversation, work: () => void, delayMs: number): void {
    const timer = this.context.clock.setTimeout(() => {
      conversation.timers.delete(timer);
      work();
    }, delayMs);
    conversation.timers.add(timer);
  }

  private clearTimers(conversation: Conversation): void {
    for (const timer of conversation.timers) {
      this.context.clock.clear(timer);
    }
    conversation.timers.clear();
  }
}
