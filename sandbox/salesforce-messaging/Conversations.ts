import type { Conversation, MessagingSession } from './Conversation';
import type { Context } from './context';
import type { Endings } from './Endings';
import type { Deployment } from './Organization';
import type { Routing } from './Routing';
import { badConversationId, badRequest, conflict, forbidden, notFound } from './refusals';
import type { Bodies } from './schemas';
import type { Token } from './Tokens';

interface Parts {
  readonly routing: Routing;
  readonly endings: Endings;
}

interface SessionOrigin {
  readonly attributes: Readonly<Record<string, string>>;
  readonly language?: string;
}

const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** All conversations of the org, and who may do what with them. */
export class Conversations {
  private readonly conversations = new Map<string, Conversation>();

  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  all(): Conversation[] {
    return [...this.conversations.values()];
  }

  find(id: string): Conversation | undefined {
    return this.conversations.get(id);
  }

  /** Enhanced Chat API, Conversation: makes it when there is none, and starts its session and its routing. */
  create(token: Token, body: Bodies['conversation']): { isNew: boolean } {
    const { clock, switches } = this.context;
    this.checkDeployment(token, body.esDeveloperName);
    if (!VERSION_4.test(body.conversationId)) {
      throw badConversationId();
    }
    if (this.conversations.has(body.conversationId)) {
      this.forWriting(token, body.conversationId);
      if (switches.repeatedCreate === 'conflict') {
        throw conflict('The conversation exists already');
      }
      return { isNew: false };
    }
    const conversation: Conversation = {
      id: body.conversationId,
      owner: token.subject,
      isVerified: token.isVerified,
      deployment: token.deployment,
      createdAt: clock.now(),
      language: body.language,
      attributes: body.routingAttributes ?? {},
      sessions: [],
      entries: [],
      events: [],
      agentView: [],
      received: [],
      files: [],
      acknowledgements: [],
      posted: new Map(),
      visitorTyping: false,
      lastSeenAt: clock.now(),
    };
    this.conversations.set(conversation.id, conversation);
    if (switches.sessionStartsWith === 'conversation') {
      const { attributes, language } = conversation;
      this.parts.routing.begin(this.makeSession(conversation, { attributes, language }));
    }
    return { isNew: true };
  }

  /** A new session of the conversation, which is routed only when somebody has it routed. */
  makeSession(conversation: Conversation, { attributes, language }: SessionOrigin): MessagingSession {
    const { random, clock } = this.context;
    const session: MessagingSession = {
      id: `0Mw${random.hex(12).toUpperCase()}AAA`,
      pendingServiceRoutingId: `0JR${random.hex(12).toUpperCase()}AAA`,
      conversation,
      startedAt: clock.now(),
      attributes,
      language,
      declinedBy: new Set(),
      conference: new Set(),
      timers: new Set(),
      status: 'Waiting',
      phase: 'waiting',
      queueId: queueFor(conversation.deployment, attributes),
      unattendedStatus: 'NEEDS_ROUTING',
    };
    conversation.sessions.push(session);
    return session;
  }

  /** The token's own conversation, open or closed; throws a refusal of 400, 403 or 404. */
  forReading(token: Token, id: string): Conversation {
    if (!VERSION_4.test(id)) {
      throw badConversationId();
    }
    const conversation = this.conversations.get(id);
    if (!conversation) {
      throw notFound('The conversation does not exist');
    }
    if (conversation.owner !== token.subject) {
      throw forbidden('The user is not a participant of the conversation');
    }
    conversation.lastSeenAt = this.context.clock.now();
    return conversation;
  }

  /** Like {@link forReading}, for what a closed conversation does not take any more. */
  forWriting(token: Token, id: string): Conversation {
    const conversation = this.forReading(token, id);
    if (conversation.closedAt !== undefined) {
      const text = 'The conversation is closed';
      const refusals = { forbidden, 'not-found': notFound, 'bad-request': badRequest };
      throw refusals[this.context.switches.closedConversation](text);
    }
    return conversation;
  }

  /** Throws a refusal of 400 for another deployment than the one that the token was made for. */
  checkDeployment(token: Token, esDeveloperName: string | null): void {
    if (esDeveloperName === null || esDeveloperName === '') {
      throw badRequest('esDeveloperName is required');
    }
    if (esDeveloperName !== token.deployment.name) {
      throw badRequest('The esDeveloperName does not match the access token');
    }
  }

  clear(): void {
    for (const session of this.all().flatMap(({ sessions }) => sessions)) {
      this.parts.endings.stopTimers(session);
    }
    this.conversations.clear();
  }
}

/** What the channel's flow decides: by the custom parameter that it reads, or else for its fallback queue. */
function queueFor(deployment: Deployment, attributes: Readonly<Record<string, string>>): string {
  const value = attributes[deployment.routingAttribute ?? ''] ?? '';
  const chosen = Object.hasOwn(deployment.queueByValue, value) ? deployment.queueByValue[value] : undefined;
  return chosen ?? deployment.queueId;
}
