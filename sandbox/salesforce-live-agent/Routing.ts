import type { ChatSession } from './ChatSession';
import type { ChatRequest } from './chatRequest';
import type { Context } from './context';
import type { Endings } from './Endings';
import type { Mail } from './Mail';
import type { Agent, Roster } from './Roster';
import { belongs, chooseTarget } from './targets';
import { chatEstablished, chatRequestSuccess, chatTransferred, queueUpdate } from './wire';

interface Parts {
  readonly mail: Mail;
  readonly roster: Roster;
  readonly endings: Endings;
}

/** Brings waiting chats and agents together. */
export class Routing {
  private readonly mail: Mail;
  private readonly roster: Roster;
  private readonly endings: Endings;

  constructor(
    private readonly context: Context,
    parts: Parts,
  ) {
    this.mail = parts.mail;
    this.roster = parts.roster;
    this.endings = parts.endings;
    this.endings.whenOver(() => this.serveQueues());
  }

  /** Live Agent REST API, ChasitorInit: the outcome goes out as messages, never as the answer of the call. */
  request(session: ChatSession, request: ChatRequest): void {
    session.request = request;
    session.requestedAt = this.context.clock.now();
    this.mail.toAgent(session, { from: 'visitor', kind: 'request', name: request.visitorName, detail: request });
    const refusal = this.refusalOf(request);
    const target = refusal === undefined ? chooseTarget(request, this.roster) : undefined;
    if (!target) {
      this.endings.fail(session, refusal ?? 'Unavailable');
      return;
    }
    session.buttonId = target.buttonId;
    session.directTo = target.agentId;
    session.state = 'queued';
    this.offer(session);
    session.lastPosition = this.roster.position(session);
    this.mail.toVisitor(session, chatRequestSuccess(session, this.place(session), this.context));
    const failure = this.context.faults.strike('fail-after-queue', { chat: session.id });
    if (failure) {
      this.later(session, () => this.endings.fail(session, failure.reason), failure.delayMs);
    }
  }

  /** Sends a chat that had an agent back into a queue. */
  requeue(session: ChatSession, buttonId: string | undefined): void {
    this.roster.release(session);
    session.agentId = undefined;
    session.conference.clear();
    session.declinedBy.clear();
    session.state = 'transferring';
    session.buttonId = buttonId ?? session.buttonId;
    session.directTo = undefined;
    session.requestedAt = this.context.clock.now();
    this.offer(session);
    this.tellPosition(session);
    this.serveQueues();
  }

  /** The agent takes the chat, at once or as slowly as a fault says. */
  accept(session: ChatSession, agent: Agent): void {
    const slow = this.context.faults.strike('slow-agent', { chat: session.id });
    if (slow) {
      this.later(session, () => this.connect(session, agent), slow.delayMs);
    } else {
      this.connect(session, agent);
    }
  }

  /** The agent does not take the chat, which goes to the next one or fails when there is none. */
  decline(session: ChatSession, agentId: string): void {
    session.declinedBy.add(agentId);
    this.mail.toAgent(session, { from: 'agent', kind: 'declined', detail: { agentId } });
    if (session.state === 'transferring' && this.roster.candidates(session).length === 0) {
      this.endings.end(session, 'agentsUnavailable');
      return;
    }
    this.reroute(session);
    this.serveQueues();
  }

  /** To be called after any change of agents or buttons. */
  rosterChanged(): void {
    for (const session of this.roster.everyWaiting()) {
      const ringing = this.roster.agents.get(session.offeredTo ?? '');
      if (session.offeredTo === undefined) {
        this.failWhenHopeless(session);
      } else if (!ringing?.online) {
        this.reroute(session);
      }
    }
    this.serveQueues();
  }

  /** Offers waiting chats to whoever has room, and tells the rest where they stand. */
  serveQueues(): void {
    for (const button of this.roster.buttons.values()) {
      const queue = this.roster.queue(button.id);
      if (queue.size === 0) {
        continue;
      }
      for (const session of queue) {
        if (this.roster.pick(session)) {
          this.offer(session);
        }
      }
      let position = 0;
      for (const session of queue) {
        this.tellPosition(session, ++position);
      }
    }
  }

  private refusalOf(request: ChatRequest): string | undefined {
    if (!request.isPost) {
      return 'NoPost';
    }
    return belongs(request, this.context) ? undefined : this.context.switches.unknownOrganization;
  }

  private offer(session: ChatSession): void {
    this.clearTimers(session);
    const agent = this.roster.pick(session);
    this.roster.release(session);
    session.offeredTo = agent?.id;
    if (!agent) {
      this.roster.queue(session.buttonId ?? '').add(session);
      return;
    }
    this.roster.give(session, agent.id);
    this.mail.toAgent(session, { from: 'system', kind: 'offered', name: agent.name, detail: { agentId: agent.id } });
    if (agent.acceptAfterMs !== undefined) {
      this.later(session, () => this.accept(session, agent), agent.acceptAfterMs);
    }
    if (this.context.switches.pushTimeoutMs > 0) {
      this.later(session, () => this.endings.end(session, 'agentPushTimeout'), this.context.switches.pushTimeoutMs);
    }
  }

  private reroute(session: ChatSession): void {
    this.roster.release(session);
    session.offeredTo = undefined;
    if (!this.failWhenHopeless(session)) {
      this.offer(session);
      this.tellPosition(session);
    }
  }

  private failWhenHopeless(session: ChatSession): boolean {
    const hopeless = this.roster.candidates(session).length === 0 && session.state === 'queued';
    if (hopeless) {
      this.endings.fail(session, 'Unavailable');
    }
    return hopeless;
  }

  private connect(session: ChatSession, agent: Agent): void {
    if (!session.waiting) {
      return;
    }
    const wasQueued = session.state === 'queued';
    this.clearTimers(session);
    this.roster.give(session, agent.id);
    session.offeredTo = undefined;
    session.agentId = agent.id;
    session.state = 'connected';
    this.roster.learnWait(session.buttonId, (this.context.clock.now() - session.requestedAt) / 1_000);
    if (session.request?.receiveQueueUpdates) {
      this.mail.toVisitor(session, queueUpdate(session, { position: 0, estimatedWaitTime: 0 }));
    }
    const transferred = !wasQueued && this.context.switches.acceptAfterRequeue === 'ChatTransferred';
    this.mail.toVisitor(session, (transferred ? chatTransferred : chatEstablished)(agent, session, this.context));
    this.mail.toAgent(session, { from: 'agent', kind: 'accepted', name: agent.name, detail: { agentId: agent.id } });
    this.serveQueues();
  }

  private tellPosition(session: ChatSession, known?: number): void {
    const position = known ?? this.roster.position(session);
    if (position !== session.lastPosition) {
      session.lastPosition = position;
      if (session.request?.receiveQueueUpdates) {
        this.mail.toVisitor(session, queueUpdate(session, this.place(session)));
      }
    }
  }

  private place(session: ChatSession): { position: number; estimatedWaitTime: number } {
    const waited = (this.context.clock.now() - session.requestedAt) / 1_000;
    const estimatedWaitTime = this.roster.estimatedWait(session.buttonId, waited);
    return { position: session.lastPosition, estimatedWaitTime };
  }

  private later(session: ChatSession, work: () => void, delayMs: number): void {
    const timer = this.context.clock.setTimeout(() => {
      session.timers.delete(timer);
      work();
    }, delayMs);
    session.timers.add(timer);
  }

  private clearTimers(session: ChatSession): void {
    for (const timer of session.timers) {
      this.context.clock.clear(timer);
    }
    session.timers.clear();
  }
}
