import type { AgentConsole } from './AgentConsole';
import { type Conversation, canBeTaken, type MessagingSession } from './Conversation';
import type { Context } from './context';
import type { Endings } from './Endings';
import type { Journal } from './Journal';
import { acknowledgement, participantChanged, queuePosition, routingWorkResult } from './payloads';
import type { Agent, Roster } from './Roster';

interface Parts {
  readonly journal: Journal;
  readonly roster: Roster;
  readonly console: AgentConsole;
  readonly endings: Endings;
}

/** Who waits is offered to an agent, who takes it or does not. */
export class Offers {
  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {
    parts.endings.whenOver(() => this.serveQueues());
  }

  /** The agent takes the session, at once or as slowly as a fault says. */
  accept(session: MessagingSession, agent: Agent): void {
    const slow = this.context.faults.strike('slow-agent', { conversation: session.conversation.id });
    if (slow) {
      this.later(session, () => this.connect(session, agent), slow.delayMs);
    } else {
      this.connect(session, agent);
    }
  }

  /** The agent does not take the session, which stays at the front of its queue for somebody else. */
  decline(session: MessagingSession, agentId: string): void {
    this.parts.journal.step(() => {
      session.declinedBy.add(agentId);
      session.directTo = undefined;
      this.parts.console.show(session.conversation, { from: 'agent', kind: 'declined', detail: { agentId } });
      this.backToQueue(session);
      this.serveQueues();
    });
  }

  /** To be called after any change of agents or queues. */
  rosterChanged(): void {
    this.parts.journal.step(() => {
      for (const session of this.parts.roster.everyWaiting()) {
        const ringing = this.parts.roster.agents.get(session.offeredTo ?? '');
        if (session.offeredTo !== undefined && !ringing?.online) {
          this.backToQueue(session);
        }
      }
      this.serveQueues();
    });
  }

  /** Offers waiting sessions to whoever has room, and tells the rest where they stand. */
  serveQueues(): void {
    const { roster, journal } = this.parts;
    journal.step(() => {
      for (const queue of roster.queues.values()) {
        for (const session of [...roster.line(queue.id)]) {
          const agent = roster.pick(session);
          if (agent) {
            this.offer(session, agent);
          }
        }
        roster.line(queue.id).forEach((session, index) => {
          this.tellPosition(session, index + 1);
        });
      }
    });
  }

  /** Tells a visitor that the agent's client has his messages. */
  acknowledgeDelivery(conversation: Conversation, agentId: string): void {
    const agent = this.parts.roster.agents.get(agentId);
    if (!agent) {
      return;
    }
    const now = this.context.clock.now();
    for (const received of conversation.received.filter(({ isDelivered }) => !isDelivered)) {
      received.isDelivered = true;
      if (this.context.switches.deliveryAcknowledgements) {
        this.parts.journal.add(conversation, acknowledgement('Delivery', agent, received.id, now));
      }
    }
  }

  private offer(session: MessagingSession, agent: Agent): void {
    this.parts.endings.stopTimers(session);
    this.parts.roster.give(session, agent.id);
    session.offeredTo = agent.id;
    session.lastPosition = undefined;
    this.parts.journal.add(session.conversation, routingWorkResult('Assigned'));
    this.show(session, 'offered', agent);
    if (agent.acceptAfterMs !== undefined) {
      this.later(session, () => this.accept(session, agent), agent.acceptAfterMs);
    }
  }

  private connect(session: MessagingSession, agent: Agent): void {
    if (!canBeTaken(session)) {
      return;
    }
    const { roster, journal, endings } = this.parts;
    journal.step(() => {
      endings.stopTimers(session);
      roster.give(session, agent.id);
      session.offeredTo = undefined;
      session.directTo = undefined;
      session.agentId = agent.id;
      session.phase = 'connected';
      journal.add(session.conversation, routingWorkResult('Accepted'));
      if (session.status !== 'Active') {
        endings.changeStatus(session, 'Active');
      }
      journal.add(session.conversation, participantChanged('add', agent));
      this.show(session, 'accepted', agent);
      this.acknowledgeDelivery(session.conversation, agent.id);
      this.serveQueues();
    });
  }

  private backToQueue(session: MessagingSession): void {
    this.parts.endings.stopTimers(session);
    session.offeredTo = undefined;
    this.parts.roster.enqueue(session, 'front');
  }

  private tellPosition(session: MessagingSession, position: number): void {
    if (session.lastPosition !== position && this.context.switches.queuePositions) {
      this.parts.journal.add(session.conversation, queuePosition(position));
    }
    session.lastPosition = position;
  }

  private show({ conversation }: MessagingSession, kind: string, agent: Agent): void {
    this.parts.console.show(conversation, { from: 'system', kind, name: agent.name, detail: { agentId: agent.id } });
  }

  private later(session: MessagingSession, work: () => void, delayMs: number): void {
    const timer = this.context.clock.setTimeout(() => {
      session.timers.delete(timer);
      work();
    }, delayMs);
    session.timers.add(timer);
  }
}
