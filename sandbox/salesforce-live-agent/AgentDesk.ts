import { Conflict } from '../contactCentre/controlHandlers';
import type { ChatSession } from './ChatSession';
import type { Context } from './context';
import type { Endings } from './Endings';
import type { Mail } from './Mail';
import type { OutgoingRecord, WireMessage } from './Outbox';
import type { Agent, Roster } from './Roster';
import type { Routing } from './Routing';
import { chatMessage, chatTransferred, typing } from './wire';

interface Parts {
  readonly mail: Mail;
  readonly roster: Roster;
  readonly routing: Routing;
  readonly endings: Endings;
}

/** What agents do at their consoles; Live Agent REST API, Messages response objects. */
export class AgentDesk {
  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  accept(session: ChatSession, agentId: string | undefined): Agent {
    if (!session.waiting) {
      throw new Conflict(`A chat that is ${session.state} cannot be accepted`);
    }
    const agent = this.online(agentId ?? session.offeredTo);
    this.parts.routing.accept(session, agent);
    return agent;
  }

  decline(session: ChatSession, agentId: string | undefined): void {
    const declining = agentId ?? session.offeredTo;
    if (!session.waiting || declining === undefined) {
      throw new Conflict('The chat is not offered to anybody');
    }
    this.parts.routing.decline(session, declining);
  }

  say(session: ChatSession, text: string, agentId: string | undefined): OutgoingRecord {
    const agent = this.speaker(session, agentId);
    this.parts.mail.toAgent(session, { from: 'agent', kind: 'ChatMessage', name: agent.name, text });
    this.parts.mail.toTranscript(session, { type: 'Agent', name: agent.name, content: text });
    return this.parts.mail.toVisitor(session, chatMessage(agent, text, this.context.switches));
  }

  typing(session: ChatSession, on: boolean, agentId: string | undefined): OutgoingRecord {
    const agent = this.speaker(session, agentId);
    const { mail } = this.parts;
    const record = mail.toVisitor(session, typing(agent, on, this.context.switches));
    if (!on && this.context.faults.strike('typing-after-not-typing', { chat: session.id })) {
      mail.toVisitor(session, typing(agent, true, this.context.switches));
    }
    return record;
  }

  /** Live Agent REST API, ChatTransferred. */
  transferToAgent(session: ChatSession, agentId: string): OutgoingRecord {
    this.speaker(session, undefined);
    const agent = this.online(agentId);
    this.parts.roster.give(session, agent.id);
    session.agentId = agent.id;
    session.conference.clear();
    const { mail } = this.parts;
    mail.toTranscript(session, { type: 'OperatorTransferred', name: agent.name, content: '' });
    mail.toAgent(session, { from: 'system', kind: 'transferred', name: agent.name, detail: { agentId } });
    const record = mail.toVisitor(session, chatTransferred(agent, session, this.context));
    this.parts.routing.serveQueues();
    return record;
  }

  /** TransferToButtonInitiated: the chat waits in the queue of another button. */
  transferToButton(session: ChatSession, buttonId: string): OutgoingRecord {
    this.speaker(session, undefined);
    if (!this.parts.roster.buttons.has(buttonId)) {
      throw new Conflict(`There is no button ${buttonId}`);
    }
    this.parts.mail.toAgent(session, { from: 'agent', kind: 'transfer-to-button', detail: { buttonId } });
    const record = this.parts.mail.toVisitor(session, { type: 'TransferToButtonInitiated', message: {} });
    this.parts.routing.requeue(session, buttonId);
    return record;
  }

  /** ChatResumedAfterTransfer: nobody took the transfer, so the chat falls back to an agent. */
  resume(session: ChatSession, agentId: string): OutgoingRecord {
    if (session.state !== 'transferring') {
      throw new Conflict('The chat is not being transferred');
    }
    const agent = this.online(agentId);
    this.parts.roster.give(session, agent.id);
    session.offeredTo = undefined;
    session.agentId = agent.id;
    session.state = 'connected';
    return this.parts.mail.toVisitor(session, {
      type: 'ChatResumedAfterTransfer',
      message: { name: agent.name, userId: agent.id },
    });
  }

  /** Live Agent REST API, AgentDisconnect: the session stays, and a new agent may accept it. */
  disconnect(session: ChatSession): OutgoingRecord {
    this.speaker(session, undefined);
    this.parts.mail.toAgent(session, {
      from: 'system',
      kind: 'agent-disconnected',
      detail: { agentId: session.agentId },
    });
    const record = this.parts.mail.toVisitor(session, { type: 'AgentDisconnect', message: {} });
    this.parts.routing.requeue(session, undefined);
    return record;
  }

  /** AgentJoinedConference. */
  join(session: ChatSession, agentId: string): OutgoingRecord {
    this.speaker(session, undefined);
    const agent = this.online(agentId);
    session.conference.add(agent.id);
    this.parts.roster.load(agent.id).add(session);
    this.parts.mail.toAgent(session, { from: 'system', kind: 'joined', name: agent.name, detail: { agentId } });
    return this.parts.mail.toVisitor(session, { type: 'AgentJoinedConference', message: { name: agent.name } });
  }

  /** AgentLeftConference: when the first agent leaves, another one of the conference carries on. */
  leave(session: ChatSession, agentId: string): OutgoingRecord {
    const agent = this.speaker(session, agentId);
    const heir = agentId === session.agentId ? [...session.conference][0] : session.agentId;
    if (heir === undefined) {
      throw new Conflict('The last agent of a chat cannot leave it');
    }
    this.parts.roster.load(agent.id).delete(session);
    session.conference.delete(heir);
    session.conference.delete(agentId);
    session.agentId = heir;
    this.parts.mail.toAgent(session, { from: 'system', kind: 'left', name: agent.name, detail: { agentId } });
    return this.parts.mail.toVisitor(session, { type: 'AgentLeftConference', message: { name: agent.name } });
  }

  /** Sends any message at all, of a known or an unknown type. */
  push(session: ChatSession, message: WireMessage): OutgoingRecord {
    if (session.state === 'new') {
      throw new Conflict('The chat was not requested yet');
    }
    return this.parts.mail.toVisitor(session, message);
  }

  /** Like {@link push}, for what only a connected agent can send. */
  send(session: ChatSession, message: WireMessage): OutgoingRecord {
    const agent = this.speaker(session, undefined);
    this.parts.mail.toAgent(session, { from: 'agent', kind: message.type, name: agent.name, detail: message.message });
    return this.push(session, message);
  }

  end(session: ChatSession, reason: string): void {
    this.requireRunning(session);
    this.parts.endings.end(session, reason);
  }

  fail(session: ChatSession, reason: string): void {
    this.requireRunning(session);
    this.parts.endings.fail(session, reason);
  }

  /** The agent who speaks: the chat's own, or one of its conference. */
  speaker(session: ChatSession, agentId: string | undefined): Agent {
    const id = agentId ?? session.agentId;
    const isIn = id !== undefined && (id === session.agentId || session.conference.has(id));
    const agent = isIn ? this.parts.roster.agents.get(id) : undefined;
    if (session.state !== 'connected' || !agent) {
      throw new Conflict(`No such agent is connected to the chat, which is ${session.state}`);
    }
    return agent;
  }

  private requireRunning(session: ChatSession): void {
    if (session.over || session.state === 'new') {
      throw new Conflict(`The chat is ${session.state}`);
    }
  }

  private online(agentId: string | undefined): Agent {
    const agent = this.parts.roster.agents.get(agentId ?? '');
    if (!agent?.online) {
      throw new Conflict(`Agent ${agentId ?? ''} is not online`);
    }
    return agent;
  }
}
