import type { AgentConsole } from './AgentConsole';
import type { MessagingSession, RoutingStatus } from './Conversation';
import type { Context } from './context';
import type { FailureType } from './faults';
import type { Journal } from './Journal';
import type { Offers } from './Offers';
import { participantChanged, routingResult } from './payloads';
import type { Agent, Roster } from './Roster';

interface Parts {
  readonly journal: Journal;
  readonly roster: Roster;
  readonly console: AgentConsole;
  readonly offers: Offers;
}

/** Where sessions go, as Omni-Channel decides it. */
export class Routing {
  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  /** Routes a new session: a RoutingResult, then an agent or a place in the queue. */
  begin(session: MessagingSession): void {
    const { journal, roster } = this.parts;
    journal.step(() => {
      roster.enqueue(session, 'back');
      if (this.report(session, 'Initial')) {
        roster.release(session);
        session.phase = 'unroutable';
        return;
      }
      this.parts.offers.serveQueues();
    });
  }

  /** Enhanced Chat API, RoutingResult of a transfer: to a queue, or to the agent of the id in one. False when it failed. */
  transfer(session: MessagingSession, target: { queueId?: string; agentId?: string }): boolean {
    const { journal, roster } = this.parts;
    return journal.step(() => {
      const before = session.queueId;
      session.queueId = target.queueId ?? session.queueId;
      if (this.report(session, 'Transfer', () => this.leaveAgents(session))) {
        session.queueId = before;
        return false;
      }
      session.phase = 'transferring';
      session.directTo = target.agentId;
      session.declinedBy.clear();
      session.lastPosition = undefined;
      roster.enqueue(session, 'back');
      this.parts.offers.serveQueues();
      return true;
    });
  }

  /** The agent goes and nobody comes: the session neither ends nor is routed again. */
  leave(session: MessagingSession, status: RoutingStatus): void {
    this.parts.journal.step(() => {
      this.leaveAgents(session);
      session.phase = 'unattended';
      session.unattendedStatus = status;
      this.parts.roster.release(session);
      this.parts.offers.serveQueues();
    });
  }

  /** Another agent joins; Enhanced Chat API, RoutingResult of a conference. */
  join(session: MessagingSession, agent: Agent): void {
    this.parts.journal.step(() => {
      if (!this.report(session, 'Conference')) {
        session.conference.add(agent.id);
        this.parts.roster.load(agent.id).add(session);
        this.parts.journal.add(session.conversation, participantChanged('add', agent));
        this.show(session, 'joined', agent);
      }
    });
  }

  /** Says how a routing went, after `whenGood` where it went well; true when it did not. */
  private report(
    session: MessagingSession,
    routingType: 'Initial' | 'Transfer' | 'Conference',
    whenGood: () => void = () => undefined,
  ): boolean {
    const failureType = this.failureOf(session) ?? 'None';
    const hasFailed = failureType !== 'None';
    if (!hasFailed) {
      whenGood();
    }
    const waitSeconds = hasFailed ? undefined : this.parts.roster.estimatedWait(session);
    this.parts.journal.add(session.conversation, routingResult(session, { routingType, failureType, waitSeconds }));
    return hasFailed;
  }

  private failureOf(session: MessagingSession): FailureType | undefined {
    const { faults, switches } = this.context;
    const fault = faults.strike('routing-failure', { conversation: session.conversation.id });
    if (fault) {
      return fault.failureType;
    }
    const isQueueMissing = !this.parts.roster.queues.has(session.queueId);
    const isNobodyThere = this.parts.roster.onlineFor(session.queueId).length === 0;
    return isQueueMissing || (isNobodyThere && switches.nobodyOnline === 'fail') ? 'RoutingError' : undefined;
  }

  private leaveAgents(session: MessagingSession): void {
    for (const id of [session.agentId, ...session.conference]) {
      const agent = this.parts.roster.agents.get(id ?? '');
      if (agent) {
        this.parts.journal.add(session.conversation, participantChanged('remove', agent));
        this.show(session, 'left', agent);
      }
    }
    session.agentId = undefined;
    session.conference.clear();
  }

  private show({ conversation }: MessagingSession, kind: string, agent: Agent): void {
    this.parts.console.show(conversation, { from: 'system', kind, name: agent.name, detail: { agentId: agent.id } });
  }
}
