import type { AgentConsole } from './AgentConsole';
import type { Attachments } from './Attachments';
import {
  type Conversation,
  type MessagingSession,
  openSession,
  type ReceivedMessage,
  type Sender,
} from './Conversation';
import type { Conversations } from './Conversations';
import type { Context } from './context';
import type { Endings } from './Endings';
import type { Journal } from './Journal';
import type { Offers } from './Offers';
import { message, typing } from './payloads';
import type { Routing } from './Routing';
import { noSession, tooLarge, unsupportedType } from './refusals';
import type { Bodies, VisitorMessage } from './schemas';
import type { Token } from './Tokens';

interface Parts {
  readonly conversations: Conversations;
  readonly attachments: Attachments;
  readonly routing: Routing;
  readonly offers: Offers;
  readonly endings: Endings;
  readonly journal: Journal;
  readonly console: AgentConsole;
}

/** The part `fileData` of an upload. */
export interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly content: Buffer;
}

type Received = Omit<ReceivedMessage, 'at' | 'isDelivered'>;

/** A session, and what is left to do once it has its first message. */
interface SessionToTake {
  readonly session: MessagingSession;
  begin(): void;
}

/** How visitors sign whose name the org does not know. */
const GUEST = 'Guest';

type NewSession = Pick<Bodies['message'], 'isNewMessagingSession' | 'routingAttributes' | 'language'>;

/** What a visitor puts into a conversation. */
export class Visitor {
  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  /** Enhanced Chat API, message. Gives back when the message was first posted: its id makes a repetition harmless. */
  post(token: Token, id: string, body: Bodies['message']): number {
    this.parts.conversations.checkDeployment(token, body.esDeveloperName);
    const conversation = this.parts.conversations.forWriting(token, id);
    const { id: messageId, inReplyToMessageId, ...content } = body.message;
    const received = { id: messageId, inReplyToMessageId, content, ...summaryOf(body.message) };
    this.checkText(received.text);
    return this.once(conversation, messageId, () => this.take(token, this.sessionFor(conversation, body), received));
  }

  /** Enhanced Chat API, file. Gives back when the file was first posted. */
  postFile(token: Token, id: string, body: Bodies['file'], upload: Upload): number {
    this.parts.conversations.checkDeployment(token, body.esDeveloperName);
    const conversation = this.parts.conversations.forWriting(token, id);
    this.checkFile(upload);
    const { id: messageId, fileId, text, inReplyToMessageId } = body.message;
    return this.once(conversation, messageId, () => {
      const session = this.sessionFor(conversation, body);
      const { name, mimeType, url } = this.parts.attachments.store(conversation, {
        ...upload,
        id: fileId,
        from: 'visitor',
      });
      const staticContent = {
        formatType: 'Attachments',
        ...(text !== undefined && { text }),
        attachments: [{ id: fileId, name, mimeType, url }],
      };
      const content = { messageType: 'StaticContentMessage', staticContent };
      const received: Received = { id: messageId, kind: 'file', fileId, text, inReplyToMessageId, content };
      this.take(token, session, received);
    });
  }

  /** Enhanced Chat API, entry: typing is no stored entry. */
  type(token: Token, id: string, { entryType }: Bodies['entry']): void {
    const conversation = this.parts.conversations.forWriting(token, id);
    conversation.visitorTyping = entryType === 'TypingStartedIndicator';
    const kind = conversation.visitorTyping ? 'typing' : 'not-typing';
    this.parts.console.show(conversation, { from: 'visitor', kind });
    const by = { sender: senderOf(token), senderDisplayName: GUEST };
    this.parts.journal.add(conversation, typing(conversation.visitorTyping, by, this.context.clock.now()));
  }

  /** Enhanced Chat API, acknowledge entries. */
  acknowledge(token: Token, id: string, { acks }: Bodies['acknowledgements']): void {
    const conversation = this.parts.conversations.forWriting(token, id);
    const at = this.context.clock.now();
    conversation.acknowledgements.push(...acks.map((ack) => ({ at, ...ack })));
  }

  private once(conversation: Conversation, messageId: string, post: () => void): number {
    const before = conversation.posted.get(messageId);
    if (before !== undefined) {
      return before;
    }
    this.parts.journal.step(post);
    const now = this.context.clock.now();
    conversation.posted.set(messageId, now);
    return now;
  }

  /** The session that takes a message, made where there is none; throws a refusal of 417 where pre-chat comes first. */
  private sessionFor(conversation: Conversation, body: NewSession): SessionToTake {
    const session = openSession(conversation);
    if (session) {
      return { session, begin: () => undefined };
    }
    if (!body.isNewMessagingSession && conversation.deployment.hasSessionPrechat) {
      throw noSession();
    }
    const { routingAttributes, language } = body;
    const isComplete = body.isNewMessagingSession === true && routingAttributes !== undefined && language !== undefined;
    const isRouted = isComplete || this.context.switches.incompleteNewSession === 'attributes-lost';
    const attributes = isComplete ? routingAttributes : {};
    const made = this.parts.conversations.makeSession(conversation, { attributes, language });
    return { session: made, begin: () => isRouted && this.parts.routing.begin(made) };
  }

  private take(token: Token, { session, begin }: SessionToTake, received: Received): void {
    const { conversation } = session;
    const at = this.context.clock.now();
    const { id, kind, content, text, inReplyToMessageId = null } = received;
    const by = { id, sender: senderOf(token), senderDisplayName: GUEST, clientTimestamp: at };
    conversation.received.push({ ...received, at, isDelivered: false });
    conversation.visitorTyping = false;
    this.parts.journal.add(conversation, message({ inReplyToMessageId, ...content }, by));
    this.parts.console.show(conversation, { from: 'visitor', kind, text, messageId: id, detail: content });
    begin();
    this.reach(session);
  }

  /** An inactive session wakes up, and the agent's client says that the message is there. */
  private reach(session: MessagingSession): void {
    if (session.status === 'Inactive') {
      this.parts.endings.stopTimers(session);
      this.parts.endings.changeStatus(session, 'Active');
    }
    if (session.phase === 'connected' && session.agentId !== undefined) {
      this.parts.offers.acknowledgeDelivery(session.conversation, session.agentId);
    }
  }

  private checkText(text: string | undefined): void {
    const { maxTextBytes } = this.context.switches;
    if (maxTextBytes > 0 && Buffer.byteLength(text ?? '') > maxTextBytes) {
      throw tooLarge(`A message has at most ${maxTextBytes} bytes`);
    }
  }

  private checkFile({ mimeType, content }: Upload): void {
    const { maxFileBytes, fileTypes } = this.context.switches;
    if (content.length > maxFileBytes) {
      throw tooLarge(`A file has at most ${maxFileBytes} bytes`);
    }
    if (fileTypes.length > 0 && !fileTypes.includes(mimeType)) {
      throw unsupportedType(`Files of the type ${mimeType} are not taken`);
    }
  }
}

function senderOf({ subject, clientId }: Token): Sender {
  return { role: 'EndUser', appType: 'messaging', subject, clientIdentifier: clientId };
}

/** What an agent reads of a message. */
function summaryOf({ staticContent, choicesResponse, formResponse }: VisitorMessage): Pick<Received, 'kind' | 'text'> {
  if (choicesResponse) {
    const chosen = choicesResponse.selectedOptions.map(({ optionIdentifier }) => optionIdentifier);
    return { kind: 'choices', text: chosen.join(', ') };
  }
  return formResponse
    ? { kind: 'form', text: JSON.stringify(formResponse) }
    : { kind: 'text', text: staticContent?.text };
}
