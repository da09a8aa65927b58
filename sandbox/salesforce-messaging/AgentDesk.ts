import { Conflict } from '../contactCentre/controlHandlers';
import type { AgentConsole } from './AgentConsole';
import type { Attachments } from './Attachments';
import {
  type Conversation,
  canBeTaken,
  type MessagingSession,
  openSession,
  type Role,
  type RoutingStatus,
  type Sender,
} from './Conversation';
import type { MessageContent } from './contents';
import type { Context } from './context';
import type { Endings } from './Endings';
import type { Journal } from './Journal';
import type { Offers } from './Offers';
import { acknowledgement, agentSender, message, typing } from './payloads';
import type { Agent, Roster } from './Roster';
import type { Routing } from './Routing';

interface Parts {
  readonly journal: Journal;
  readonly roster: Roster;
  readonly console: AgentConsole;
  readonly routing: Routing;
  readonly offers: Offers;
  readonly endings: Endings;
  readonly attachments: Attachments;
}

/** Who says something: an agent of the session, or the machine of another role. */
export interface Speaker {
  readonly role?: Role;
  readonly agentId?: string;
  /** Enhanced Chat API, Message: marks what nobody wrote. */
  readonly reason?: string;
}

interface Signed {
  readonly sender: Sender;
  readonly senderDisplayName: string;
}

const machineNames: Partial<Record<Role, string>> = { Chatbot: 'Bot', System: 'Automated Process' };

/** What agents do at their consoles, and bots beside them. */
export class AgentDesk {
  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  accept(conversation: Conversation, agentId: string | undefined): Agent {
    const session = this.session(conversation);
    if (!canBeTaken(session)) {
      throw new Conflict(`A session that is ${session.phase} cannot be accepted`);
    }
    const agent = this.online(agentId ?? session.offeredTo);
    this.parts.offers.accept(session, agent);
    return agent;
  }

  decline(conversation: Conversation): void {
    const session = this.session(conversation);
    if (session.offeredTo === undefined) {
      throw new Conflict('The session is not offered to anybody');
    }
    this.parts.offers.decline(session, session.offeredTo);
  }

  /** Sends a message; gives back its id. */
  say(conversation: Conversation, content: MessageContent, speaker: Speaker): { id: string } {
    const signed = this.sign(conversation, speaker);
    const id = this.context.random.uuid();
    const by = { ...signed, id, clientTimestamp: this.context.clock.now(), messageReason: speaker.reason };
    const from = signed.sender.role === 'Agent' ? 'agent' : 'bot';
    const name = signed.senderDisplayName;
    this.parts.console.show(conversation, { from, kind: content.messageType, name, messageId: id, detail: content });
    this.parts.journal.add(conversation, message(content, by));
    return { id };
  }

  /** Sends a file, which is then there for download. */
  attach(
    conversation: Conversation,
    upload: { name: string; mimeType: string; content: Buffer; text?: string },
    speaker: Speaker,
  ): { id: string; url: string } {
    this.sign(conversation, speaker);
    const { text, ...file } = upload;
    const id = this.context.random.uuid();
    const { url } = this.parts.attachments.store(conversation, { ...file, id, from: 'agent' });
    const attachments = [{ id, name: file.name, mimeType: file.mimeType, url, referenceId: null }];
    const staticContent = { formatType: 'Attachments', ...(text !== undefined && { text }), attachments };
    const sent = this.say(conversation, { messageType: 'StaticContentMessage', staticContent }, speaker);
    return { ...sent, url };
  }

  type(conversation: Conversation, isOn: boolean, speaker: Speaker): void {
    const signed = this.sign(conversation, speaker);
    this.parts.journal.add(conversation, typing(isOn, signed, this.context.clock.now()));
  }

  /** Says that an agent has read the visitor's messages. */
  read(conversation: Conversation, agentId: string | undefined): void {
    const agent = this.present(conversation, agentId);
    const at = this.context.clock.now();
    const drafts = conversation.received.map(({ id }) => acknowledgement('Read', agent, id, at));
    this.parts.journal.step(() => this.parts.journal.add(conversation, ...drafts));
  }

  /** To another queue, or to another agent, to whom it is offered and who has to accept it. */
  transfer(conversation: Conversation, target: { queueId?: string; agentId?: string }): { transferred: boolean } {
    this.present(conversation, undefined);
    if (target.agentId !== undefined) {
      this.online(target.agentId);
    }
    if (target.queueId !== undefined && !this.parts.roster.queues.has(target.queueId)) {
      throw new Conflict(`There is no queue ${target.queueId}`);
    }
    return { transferred: this.parts.routing.transfer(this.session(conversation), target) };
  }

  join(conversation: Conversation, agentId: string): void {
    this.present(conversation, undefined);
    this.parts.routing.join(this.session(conversation), this.online(agentId));
  }

  leave(conversation: Conversation, status: RoutingStatus): void {
    this.present(conversation, undefined);
    this.parts.routing.leave(this.session(conversation), status);
  }

  end(conversation: Conversation, role: Role): void {
    this.parts.endings.endSession(this.session(conversation), role);
  }

  /** An active session becomes inactive, and ends when it stays so; Messaging Session statuses. */
  inactivate(conversation: Conversation): void {
    const session = this.session(conversation);
    if (session.status !== 'Active') {
      throw new Conflict(`A session that is ${session.status} cannot become inactive`);
    }
    this.parts.endings.changeStatus(session, 'Inactive');
    const end = () => session.status === 'Inactive' && this.parts.endings.endSession(session, 'System');
    session.timers.add(this.context.clock.setTimeout(end, this.context.switches.inactiveMs));
  }

  /** Enhanced Chat API, ProgressIndicator and StreamingToken: what an AI agent sends before its message. */
  progress(conversation: Conversation, kind: 'progress' | 'token', text: string): void {
    const isProgress = kind === 'progress';
    const entryType = isProgress ? 'ProgressIndicator' : 'StreamingToken';
    const content = isProgress ? { progressIndicator: { progressMessage: { text } } } : { streamingToken: { text } };
    const event = isProgress ? 'CONVERSATION_PROGRESS_INDICATOR' : 'CONVERSATION_STREAMING_TOKEN';
    const signed = this.sign(conversation, { role: 'Chatbot' });
    this.parts.journal.add(conversation, {
      ...signed,
      event,
      payload: (id) => ({ entryType, id, ...content }),
      isStored: false,
    });
  }

  /** Sends any event at all, of a known or an unknown name. */
  push(conversation: Conversation, event: string, payload: Readonly<Record<string, unknown>>): void {
    const signed = this.sign(conversation, { role: 'System' });
    this.parts.journal.add(conversation, { ...signed, event, payload: (id) => ({ id, ...payload }), isStored: false });
  }

  private session(conversation: Conversation): MessagingSession {
    const session = openSession(conversation);
    if (!session) {
      throw new Conflict('The conversation has no open session');
    }
    return session;
  }

  private sign(conversation: Conversation, { role = 'Agent', agentId }: Speaker): Signed {
    if (role === 'Agent') {
      const agent = this.present(conversation, agentId);
      return { sender: agentSender(agent), senderDisplayName: agent.name };
    }
    const subject = `${role.toLowerCase()}-${conversation.deployment.name}`;
    const sender: Sender = { role, appType: role.toLowerCase(), subject, clientIdentifier: subject };
    return { sender, senderDisplayName: machineNames[role] ?? role };
  }

  /** The agent who is in the session: its own, or one of its conference. */
  private present(conversation: Conversation, agentId: string | undefined): Agent {
    const session = this.session(conversation);
    const id = agentId ?? session.agentId;
    const isIn = id !== undefined && (id === session.agentId || session.conference.has(id));
    const agent = isIn ? this.parts.roster.agents.get(id) : undefined;
    if (session.phase !== 'connected' || !agent) {
      throw new Conflict(`No such agent is in the session, which is ${session.phase}`);
    }
    return agent;
  }

  private online(agentId: string | undefined): Agent {
    const agent = this.parts.roster.agents.get(agentId ?? '');
    if (!agent?.online) {
      throw new Conflict(`Agent ${agentId ?? ''} is not online`);
    }
    return agent;
  }
}
